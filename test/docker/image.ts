import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../redis_server.ts'
import { until, type Service } from '../service.ts'
import { copyOf, environmentOf, execForm, readStages, ROOT, said, type Stage } from './dockerfile.ts'

const run = promisify(execFile)

/** The files of the image in a directory, laid out by the Dockerfile, but without an engine. */
export interface Image {
  /** Where a path of the image is on this machine. */
  at(path: string): string
  /** Starts what the image starts, on a port that was free and on loopback only. */
  start(environment?: Record<string, string>): Promise<Service & { readonly port: number }>
  /** Runs the image's healthcheck, and tells its exit code. */
  healthcheck(port: number): Promise<number>
  remove(): void
}

/**
 * Follows the Dockerfile: copies what it copies and builds as it builds. Instead of installing,
 * it links to the packages that are installed already, in the image only to those of production.
 */
export async function layOut(): Promise<Image> {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-image-'))
  const stages = readStages()
  try {
    for (const stage of stages) await followed(root, stage)
  } catch (error) {
    rmSync(root, { recursive: true })
    throw error
  }
  return imageOf(root, stages.at(-1)!)
}

async function followed(root: string, stage: Stage): Promise<void> {
  const top = join(root, stage.name)
  let directory = top
  for (const { word, rest } of stage.instructions) {
    if (word === 'WORKDIR') directory = join(top, rest)
    mkdirSync(directory, { recursive: true })
    if (word === 'COPY') copied(root, directory, rest)
    if (word === 'RUN') await ran(top, directory, rest)
  }
}

function copied(root: string, directory: string, rest: string): void {
  const { from, sources, target } = copyOf(rest)
  for (const source of sources) {
    const path = join(from === undefined ? ROOT : join(root, from), source)
    const into = target.endsWith('/') && !statSync(path).isDirectory() ? basename(source) : ''
    cpSync(path, resolve(directory, target, into), { recursive: true })
  }
}

async function ran(top: string, directory: string, command: string): Promise<void> {
  const [, made] = /^mkdir (\S+)/.exec(command) ?? []
  if (made) return void mkdirSync(join(top, made))
  if (command.startsWith('npm ci')) return linked(directory, command.includes('--omit=dev'))
  const [, script] = /^npm run (\S+)$/.exec(command) ?? []
  if (!script) throw new Error(`Cannot follow the Dockerfile: no test knows how to run "${command}"`)
  await built(directory, script)
}

/** Runs a script of package.json, with the Node and the tools of this repository. */
async function built(directory: string, script: string): Promise<void> {
  const options = { cwd: directory, env: { PATH: process.env['PATH'] }, timeout: 60_000 }
  try {
    await run(process.execPath, ['--run', script], options)
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(`Cannot run "${script}" in the build stage:\n${stdout}${stderr}`, {
      cause: error,
    })
  }
}

function linked(directory: string, productionOnly: boolean): void {
  const modules = join(directory, 'node_modules')
  if (!productionOnly) return symlinkSync(join(ROOT, 'node_modules'), modules)
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    symlinkSync(join(ROOT, path), join(directory, path))
  }
}

/** Those at the top; each finds its own dependencies from where it really is. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>
  }
  return Object.entries(packages)
    .filter(([path, { dev, optional }]) => path !== '' && !dev && !optional)
    .map(([path]) => path)
    .filter((path) => path.lastIndexOf('node_modules/') === 0)
}

function imageOf(root: string, stage: Stage): Image {
  const top = join(root, stage.name)
  const cwd = join(top, said(stage, 'WORKDIR').at(-1)!)
  const [entrypoint] = said(stage, 'ENTRYPOINT').map(execForm)
  const [healthcheck] = said(stage, 'HEALTHCHECK').map((rest) => execForm(rest.split('CMD')[1]!))
  const own = environmentOf(stage)
  const here = {
    ...own,
    LOCKSTEP_HOST: '127.0.0.1',
    LOCKSTEP_DATA: join(top, own['LOCKSTEP_DATA']!),
    LOCKSTEP_LOG_LEVEL: 'fatal',
  }
  return {
    at: (path) => join(top, path),
    async start(environment = {}) {
      const port = await freePort()
      const env = { ...here, LOCKSTEP_PORT: `${port}`, ...environment }
      return { port, ...(await started(entrypoint!, cwd, env)) }
    },
    async healthcheck(port) {
      const options = { cwd, env: { ...here, LOCKSTEP_PORT: `${port}` }, timeout: 10_000 }
      const outcome = run(process.execPath, healthcheck!.slice(1), options)
      return outcome.then(
        () => 0,
        ({ code }: { code: number }) => code,
      )
    },
    remove: () => rmSync(root, { recursive: true }),
  }
}

/** Starts a service and waits until it is ready. Whatever happens, it is not left running. */
async function started(
  command: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Service> {
  const child = spawn(process.execPath, command.slice(1), { cwd, env, stdio: 'inherit' })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const url = `http://127.0.0.1:${env['LOCKSTEP_PORT']}`
  const ready = async () => child.exitCode !== null || (await fetch(`${url}/readyz`)).ok
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    return exit.finally(() => clearTimeout(late))
  }
  try {
    await until(() => ready().catch(() => false))
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  if (child.exitCode !== null) throw new Error(`Cannot start the image: exit ${child.exitCode}`)
  return {
    url,
    pid: child.pid!,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}
void sleep
