import assert from 'node:assert/strict'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../redis/server.ts'
import { until, type Service } from '../service.ts'
import { environmentOf, execForm, readStages, argumentsOf, type Stage } from './dockerfile.ts'
import { layOut } from './layout.ts'

const run = promisify(execFile)

/** The files of the image in a directory, made from the Dockerfile without a container engine. */
export interface Image {
  /** The path on this machine of a path in the image. */
  at(path: string): string
  /** Runs the entrypoint of the image, on a free port and on loopback only. */
  start(environment?: Record<string, string>): Promise<Service & { readonly port: number }>
  /** Runs the image's healthcheck, and returns its exit code. */
  healthcheck(port: number): Promise<number>
  /** Kills its running processes, and removes its files. */
  close(): Promise<void>
}

/** Builds the image's files. */
export async function buildImage(): Promise<Image> {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-image-'))
  const remove = () => rmSync(root, { recursive: true })
  try {
    await layOut(root)
  } catch (error) {
    remove()
    throw error
  }
  const stage = readStages().at(-1)!
  return imageOf(join(root, stage.name), stage, remove)
}

function imageOf(top: string, stage: Stage, remove: () => void): Image {
  const environment = environmentHere(top, stage)
  const cwd = join(top, argumentsOf(stage, 'WORKDIR').at(-1)!)
  const entrypoint = execForm(argumentsOf(stage, 'ENTRYPOINT')[0]!)
  const healthcheck = execForm(argumentsOf(stage, 'HEALTHCHECK')[0]!.split(' CMD ')[1]!)
  const running: Service[] = []
  return {
    at: (path) => join(top, path),
    async start(further = {}) {
      const port = await freePort()
      const env = { ...environment, LOCKSTEP_PORT: `${port}`, ...further }
      const service = await startService(entrypoint, cwd, env)
      running.push(service)
      return { ...service, port }
    },
    healthcheck: (port) => exitCode(healthcheck, cwd, { ...environment, LOCKSTEP_PORT: `${port}` }),
    async close() {
      await Promise.all(running.map((service) => service.kill()))
      remove()
    },
  }
}

/** The environment of the image, but on loopback and with the paths of this machine. */
function environmentHere(top: string, stage: Stage): Record<string, string> {
  const environment = environmentOf(stage)
  return {
    ...environment,
    LOCKSTEP_HOST: '127.0.0.1',
    LOCKSTEP_DATA: join(top, environment['LOCKSTEP_DATA']!),
    LOCKSTEP_LOG_LEVEL: 'fatal',
  }
}

type Environment = Record<string, string>

async function exitCode(command: readonly string[], cwd: string, env: Environment) {
  const child = run(process.execPath, command.slice(1), { cwd, env, timeout: 10_000 })
  return child.then(
    () => 0,
    ({ code }: { code: number }) => code,
  )
}

/** Starts a service and waits until it is ready. A service that does not become ready is killed. */
async function startService(command: readonly string[], cwd: string, env: Environment) {
  const stdio = ['ignore', 'ignore', 'inherit'] as const
  const child = spawn(process.execPath, command.slice(1), { cwd, env, stdio: [...stdio] })
  const service = serviceOf(child, `http://127.0.0.1:${env['LOCKSTEP_PORT']}`)
  try {
    await until(async () => child.exitCode !== null || ready(service.url))
    assert.equal(child.exitCode, null, 'it exited before it was ready')
    return service
  } catch (error) {
    await service.kill()
    throw error
  }
}

function serviceOf(child: ChildProcess, url: string): Service {
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    return exit.finally(() => clearTimeout(late))
  }
  return {
    url,
    pid: child.pid!,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

const ready = (url: string) =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
