import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until } from '../service.ts'

/** A process that was started, and what it has written. */
export interface StartedProcess {
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  readonly signal: (signal: NodeJS.Signals) => void
  /** Resolves when it has ended, and everything that it started has closed its output. */
  readonly ended: Promise<Ended>
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** What is compiled once need not be by each process that a test starts. */
const compiled = mkdtempSync(join(tmpdir(), 'lockstep-compiled-'))
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }))

/** A folder that is gone when the suite ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-start-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

type Environment = Readonly<Record<string, string>>

/** The command that starts the service, after the words of another that it is started by. */
export const serviceCommand = (...prefix: string[]): string[] => [...prefix, process.execPath, MAIN]

/** Starts the service, or another command, in a process group of its own. */
export function startProcess(environment: Environment, command = serviceCommand()): StartedProcess {
  const [file = '', ...args] = command
  const base = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiled, LOCKSTEP_PORT: '0' }
  const child = spawn(file, args, { env: { ...base, ...environment }, detached: true })
  const written = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (data: Buffer) => (written[stream] += data.toString()))
  }
  after(() => endGroup(child))
  return {
    pid: child.pid!,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    signal: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      ...written,
    })),
  }
}

/** Also those that npm has left behind. */
function endGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL')
  } catch {
    // None is left.
  }
}

/** A service that has said where it listens. */
export interface StartedService extends StartedProcess {
  readonly url: string
}

/** Starts the service and waits until it has said where it listens. */
export async function startService(
  environment: Environment,
  command = serviceCommand(),
): Promise<StartedService> {
  const service = startProcess(environment, command)
  const urlOf = () => /^ {2}open: (\S+)\/docs\n {2}size: .+\n/m.exec(service.stderr())?.[1]
  let hasEnded = false
  void service.ended.then(() => (hasEnded = true))
  await until(async () => hasEnded || urlOf() !== undefined)
  const url = urlOf()
  if (url === undefined) throw new Error(`The service ended: ${service.stderr()}`)
  return { ...service, url }
}
