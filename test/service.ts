import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './redis/server.ts'

/** The real service in its own process. */
export interface Service {
  readonly url: string
  readonly pid: number
  /** Ends it without any cleanup, as a power failure would. */
  kill(): Promise<void>
  /** Ends it by SIGTERM, as an orchestrator does, and returns its exit code. */
  stop(): Promise<number | null>
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** Starts the service and waits until it is ready, or only until it is live. */
export async function startService(
  environment: Record<string, string>,
  probe: '/readyz' | '/livez' = '/readyz',
): Promise<Service> {
  const port = await freePort()
  const env = { PATH: process.env['PATH'], LOCKSTEP_LOG_LEVEL: 'fatal', LOCKSTEP_PORT: `${port}` }
  const child = spawn(process.execPath, [MAIN], {
    env: { ...env, ...environment },
    stdio: 'inherit',
  })
  const url = `http://127.0.0.1:${port}`
  await until(() => succeeds(fetch(url + probe).then(({ ok }) => ok))).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  return {
    url,
    pid: child.pid!,
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      return child.exitCode
    },
  }
}

/** Whether an attempt gives true; a rejected attempt counts as false. */
export const succeeds = (attempt: Promise<boolean>): Promise<boolean> => attempt.catch(() => false)

/** Waits until a condition is true, at most half a minute, because test machines are shared. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000
  while (performance.now() < deadline) {
    if (await holds()) return
    await sleep(50)
  }
  throw new Error('Cannot continue: the awaited condition was not true within 30 s')
}

/** A response and its parsed body. */
export interface ApiResponse {
  readonly status: number
  readonly headers: Headers
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read into every shape
  readonly body: any
}

/** Sends a request to a service over HTTP. */
export async function send(
  method: string,
  url: string,
  body?: unknown,
  headers = {},
): Promise<ApiResponse> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const typed = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(url, { method, ...sent, headers: { ...typed, ...headers } })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? '' : JSON.parse(text),
  }
}
