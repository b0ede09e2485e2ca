import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The real service in its own process, which can be killed and started again on its port. */
export interface Instance {
  readonly port: number
  readonly isUp: boolean
  /** SIGSTOP suspends it, SIGCONT resumes it. */
  signal(signal: NodeJS.Signals): void
  /** Ends it without any cleanup, as a power failure would. */
  kill(): Promise<void>
  /** Starts it again, after it has ended, and waits until /livez responds. */
  start(): Promise<void>
}

/** V8's compile cache, so that a process that starts after a kill compiles nothing again. */
const compileCache = mkdtempSync(join(tmpdir(), 'lockstep-compiled-'))
process.once('exit', () => rmSync(compileCache, { recursive: true, force: true }))

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The environment and the program of a service. */
export interface Launch {
  readonly environment: Readonly<Record<string, string>>
  readonly main?: string | undefined
}

/** Starts the service on a port and waits until /livez responds. */
export async function startInstance(port: number, launch: Launch): Promise<Instance> {
  let child = spawnService(port, launch)
  await waitUntilLive(port, child)
  return {
    port,
    get isUp() {
      return !hasEnded(child)
    },
    signal: (signal) => void child.kill(signal),
    kill: () => kill(child),
    async start() {
      await kill(child)
      child = spawnService(port, launch)
      await waitUntilLive(port, child)
    },
  }
}

/** How a service ended that exited by itself. */
export interface ExitResult {
  readonly code: number | null
  readonly stderr: string
}

/** Starts a service that is expected to exit at start-up, and waits for its exit. */
export async function startExpectingExit(port: number, launch: Launch): Promise<ExitResult> {
  const child = spawnService(port, launch, 'pipe')
  const timeout = setTimeout(() => child.kill('SIGKILL'), 15_000)
  const [stderr] = await Promise.all([text(child.stderr!), once(child, 'exit')])
  clearTimeout(timeout)
  return { code: child.exitCode, stderr }
}

function spawnService(port: number, { environment, main = MAIN }: Launch, stderr?: 'pipe') {
  const env = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: compileCache,
    LOCKSTEP_LOG_LEVEL: 'fatal',
    LOCKSTEP_PORT: `${port}`,
  }
  return spawn(process.execPath, [main], {
    env: { ...env, ...environment },
    stdio: ['ignore', 'inherit', stderr ?? 'inherit'],
  })
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Waits at most two minutes: with a load of 24 on two processors half a minute was not enough. */
async function waitUntilLive(port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 120_000
  while (performance.now() < deadline && !hasEnded(child)) {
    if (await isLive(port)) return
    await sleep(50)
  }
  const why = hasEnded(child) ? `it exited with ${child.exitCode ?? child.signalCode}` : 'in time'
  child.kill('SIGKILL')
  throw new Error(`Cannot start the service: no response of /livez on port ${port}, ${why}`)
}

const isLive = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/livez`).then(
    ({ ok }) => ok,
    () => false,
  )
