import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { buildServer } from './http/server.ts'
import { createProcessState } from './operations/cache/cache.ts'
import { openStore } from './open_store.ts'
import { tuneV8 } from './v8_tuning.ts'

tuneV8()
const config = readConfig(process.env)
const log = pino({ level: config.LOCKSTEP_LOG_LEVEL })
const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string }

/** Requests that have begun get their answers; what takes longer than this is cut off. */
const SHUTDOWN_TIMEOUT_MS = 8_000

let isClosing = false
let close = async (): Promise<void> => process.exit(0)

// Before anything is awaited: as process 1 of a container, Node ignores a signal nobody handles.
// And for good: a second one, such as a terminal's and npm's for one Ctrl-C, must not cut short.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isClosing) return
    isClosing = true
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref()
    void close()
  })
}

const { store, data } = await openStore(config, log).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
const server = await buildServer(
  {
    store,
    processState: createProcessState(config.LOCKSTEP_CACHE),
    now: () => new Date(),
    maxAdvance: config.LOCKSTEP_MAX_ADVANCE,
    maxHistory: config.LOCKSTEP_HISTORY,
  },
  { version, logger: log, bodyLimit: config.LOCKSTEP_BODY_LIMIT },
)

close = () => server.close()
const address = await server.listen({ host: config.LOCKSTEP_HOST, port: config.LOCKSTEP_PORT })
log.info({ version, data, address }, 'Lockstep serves')
// For whoever started it by hand. The log, on the other stream, is for machines.
if (log.isLevelEnabled('info')) {
  process.stderr.write(`Lockstep ${version}\n  data: ${data}\n  open: ${address}/docs\n`)
}
