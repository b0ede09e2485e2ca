import { get } from 'node:http'

/** Shorter than the HEALTHCHECK's own limit, so that the reason still gets into its log. */
const TIMEOUT_MS = 3_000

const port = Number(process.env.LOCKSTEP_PORT ?? 8080)

/** The exit code is the whole answer; what is written shows in `docker inspect`. */
function end(code, reason) {
  console.log(reason)
  process.exit(code)
}

// Not fetch: it refuses some ports on which the service may listen.
get(
  { host: '127.0.0.1', port, path: '/livez', signal: AbortSignal.timeout(TIMEOUT_MS) },
  ({ statusCode }) => end(statusCode === 200 ? 0 : 1, `/livez on port ${port}: ${statusCode}`),
).on('error', ({ message }) => end(1, `/livez on port ${port}: ${message}`))
