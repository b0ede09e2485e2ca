import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cpuMs, residentMb } from './process_usage.ts'

/** A child process with a listening port. It is stopped when the variable goes out of scope. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number
  /** The used CPU time. A busy machine changes it far less than the elapsed time. */
  cpuMs(): Promise<number>
  residentMb(): Promise<number>
}

/** All child processes, which are killed however the bench ends. */
const children = new Set<ChildProcess>()
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const START_MS = 15_000
const STOP_MS = 10_000

/** Exits after a time limit, with every child process, in case something hangs. */
export function exitAfter(minutes: number): void {
  const onTimeout = () => {
    console.error(`Cannot finish the bench: it has run for ${minutes} minutes`)
    process.exit(1)
  }
  setTimeout(onTimeout, minutes * 60_000).unref()
}

/** The bench's own Redis, without persistence: the service is measured, not the disk. */
export async function startRedis(): Promise<ServerProcess> {
  const port = await freePort()
  const inMemory = ['--save', '', '--appendonly', 'no', '--dir', tmpdir()]
  const child = track(
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...inMemory], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  return serverProcess(child, port)
}

/** The service as in a deployment: a process of its own, with Redis as its store. */
export const startService = (
  redis: ServerProcess,
  execArgv: string[] = [],
): Promise<ServerProcess> =>
  startServiceWith({ REDIS_URL: `redis://127.0.0.1:${redis.port}` }, execArgv)

/** The service of another checkout, with the packages that are installed there. */
export const startServiceOf = (checkout: string, redis: ServerProcess): Promise<ServerProcess> =>
  startServiceWith({ REDIS_URL: `redis://127.0.0.1:${redis.port}` }, [], mainOf(checkout))

/** The entry point of a checkout, as a URL that is valid for a path with `#` or `%` too. */
export const mainOf = (checkout: string): URL => pathToFileURL(resolve(checkout, 'src/main.ts'))

/** The service with SQLite in a file. */
export const startServiceOnFile = (file: string): Promise<ServerProcess> =>
  startServiceWith({ REDIS_URL: undefined, LOCKSTEP_DATA: file }, [])

async function startServiceWith(
  store: Environment,
  execArgv: string[],
  main: URL | string = '../src/main.ts',
): Promise<ServerProcess> {
  const port = await freePort()
  const settings = { LOCKSTEP_PORT: String(port), LOCKSTEP_LOG_LEVEL: 'warn' }
  return whenReady(startFile(main, { ...store, ...settings }, execArgv), port)
}

/** The minimal server that the service is compared with. */
export async function startCeiling(redis: ServerProcess): Promise<ServerProcess> {
  const port = await freePort()
  const environment = { CEILING_PORT: String(port), CEILING_REDIS_PORT: String(redis.port) }
  return whenReady(startFile('./ceiling.ts', environment), port)
}

/** An undefined value removes the variable, even if the bench's own environment has it. */
type Environment = Readonly<Record<string, string | undefined>>

/** Runs a file with an IPC channel. Its output goes to the stderr of the bench. */
export function startFile(
  file: URL | string,
  environment: Environment = {},
  execArgv: string[] = [],
): ChildProcess {
  return track(
    fork(fileURLToPath(new URL(file, import.meta.url)), {
      env: { ...process.env, ...environment },
      execArgv,
      stdio: ['ignore', 2, 2, 'ipc'],
    }),
  )
}

/** Sends SIGTERM, and SIGKILL if the process has not ended in time. */
export async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const forceKill = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(forceKill)
}

export async function whenReady(child: ChildProcess, port: number): Promise<ServerProcess> {
  const until = Date.now() + START_MS
  while (!(await isReady(port))) {
    if (hasEnded(child)) throw new Error(`Cannot start ${child.spawnargs.at(-1)}: it ended`)
    if (Date.now() > until) throw new Error(`Cannot start ${child.spawnargs.at(-1)}: not ready`)
    await sleep(50)
  }
  return serverProcess(child, port)
}

const serverProcess = (child: ChildProcess, port: number): ServerProcess => ({
  port,
  cpuMs: () => cpuMs(child.pid!),
  residentMb: () => residentMb(child.pid!),
  [Symbol.asyncDispose]: () => stop(child),
})

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

export function track(child: ChildProcess): ChildProcess {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
