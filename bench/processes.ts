import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cpuMs, residentMb } from './process_usage.ts'

/** A child process that listens, and is stopped when it goes out of scope. */
export interface Running extends AsyncDisposable {
  readonly port: number
  /** The CPU time it has used, which a busy machine changes far less than the time on the wall. */
  cpuMs(): Promise<number>
  residentMb(): Promise<number>
}

/** However the bench ends, none of its children stays behind. */
const children = new Set<ChildProcess>()
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const START_MS = 15_000
const STOP_MS = 10_000

/** Ends the process, and with it every child, when something hangs. */
export function endAfter(minutes: number): void {
  const late = () => {
    console.error(`Cannot finish the bench: it has run for ${minutes} minutes`)
    process.exit(1)
  }
  setTimeout(late, minutes * 60_000).unref()
}

/** A Redis of our own that keeps nothing: what is measured is the service, not a disk. */
export async function startRedis(): Promise<Running> {
  const port = await freePort()
  const keepNothing = ['--save', '', '--appendonly', 'no', '--dir', tmpdir()]
  const child = track(
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...keepNothing], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  return running(child, port)
}

/** The service as it is deployed: its own process, with Redis behind it. */
export const startService = (redis: Running, execArgv: string[] = []): Promise<Running> =>
  startServing({ REDIS_URL: `redis://127.0.0.1:${redis.port}` }, execArgv)

/** The service of another checkout, with the libraries that are installed there. */
export const startServiceOf = (checkout: string, redis: Running): Promise<Running> =>
  startServing({ REDIS_URL: `redis://127.0.0.1:${redis.port}` }, [], mainOf(checkout))

/** The entry point of a checkout, as a URL: a path with a `#` or a `%` is one too. */
export const mainOf = (checkout: string): URL => pathToFileURL(resolve(checkout, 'src/main.ts'))

/** The service alone, which keeps everything in a file. */
export const startServiceOn = (file: string): Promise<Running> =>
  startServing({ REDIS_URL: undefined, LOCKSTEP_DATA: file }, [])

async function startServing(
  store: Environment,
  execArgv: string[],
  main: URL | string = '../src/main.ts',
): Promise<Running> {
  const port = await freePort()
  const about = { LOCKSTEP_PORT: String(port), LOCKSTEP_LOG_LEVEL: 'warn' }
  return listening(startFile(main, { ...store, ...about }, execArgv), port)
}

/** The bare server that the service is held against. */
export async function startCeiling(redis: Running): Promise<Running> {
  const port = await freePort()
  const environment = { CEILING_PORT: String(port), CEILING_REDIS_PORT: String(redis.port) }
  return listening(startFile('./ceiling.ts', environment), port)
}

/** What is undefined is left out, even where our own environment has it. */
type Environment = Readonly<Record<string, string | undefined>>

/** Runs a file of this project with an open channel to it. What it logs goes to our stderr. */
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

/** Asks a child to end, and makes it where it does not. */
export async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(insist)
}

export async function listening(child: ChildProcess, port: number): Promise<Running> {
  const until = Date.now() + START_MS
  while (!(await isReady(port))) {
    if (hasEnded(child)) throw new Error(`Cannot start ${child.spawnargs.at(-1)}: it ended`)
    if (Date.now() > until) throw new Error(`Cannot start ${child.spawnargs.at(-1)}: not ready`)
    await sleep(50)
  }
  return running(child, port)
}

const running = (child: ChildProcess, port: number): Running => ({
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
