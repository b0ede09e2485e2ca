import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { copyOf, readStages, ROOT, type Stage } from './dockerfile.ts'

const run = promisify(execFile)

/**
 * Runs the Dockerfile, each stage in its own folder: the same copies and the same build. Instead of
 * an installation it links to the installed packages, without development dependencies where the
 * Dockerfile omits them.
 */
export async function layOut(root: string): Promise<void> {
  for (const stage of readStages()) await runStage(root, stage)
}

async function runStage(root: string, stage: Stage): Promise<void> {
  const top = join(root, stage.name)
  let directory = top
  for (const { word, rest } of stage.instructions) {
    if (word === 'WORKDIR') directory = join(top, rest)
    mkdirSync(directory, { recursive: true })
    if (word === 'COPY') runCopy(root, directory, rest)
    if (word === 'RUN') await runCommand(top, directory, rest)
  }
}

function runCopy(root: string, directory: string, rest: string): void {
  const { from, sources, target } = copyOf(rest)
  for (const source of sources) {
    const path = join(from === undefined ? ROOT : join(root, from), source)
    const into = target.endsWith('/') && !statSync(path).isDirectory() ? basename(source) : ''
    cpSync(path, resolve(directory, target, into), { recursive: true })
  }
}

async function runCommand(top: string, directory: string, command: string): Promise<void> {
  const [, made] = /^mkdir (\S+)/.exec(command) ?? []
  if (made) return void mkdirSync(join(top, made))
  if (command.startsWith('npm ci')) return linkPackages(directory, command.includes('--omit=dev'))
  const [, script] = /^npm run (\S+)$/.exec(command) ?? []
  if (!script)
    throw new Error(`Cannot follow the Dockerfile: no test knows how to run "${command}"`)
  await runScript(directory, script)
}

/** Runs a script of package.json, with the Node and the tools of this repository. */
async function runScript(directory: string, script: string): Promise<void> {
  const options = { cwd: directory, env: { PATH: process.env['PATH'] }, timeout: 120_000 }
  try {
    await run(process.execPath, ['--run', script], options)
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string }
    throw new Error(`Cannot run "${script}" in the build stage:\n${stdout}${stderr}`, {
      cause: error,
    })
  }
}

/** Puts the installed packages into a folder, or only those that the service itself needs. */
export function linkPackages(directory: string, productionOnly: boolean): void {
  const modules = join(directory, 'node_modules')
  if (!productionOnly) return symlinkSync(join(ROOT, 'node_modules'), modules)
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    symlinkSync(join(ROOT, path), join(directory, path))
  }
}

/** The top-level packages; each resolves its own dependencies from its real path. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => path)
    .filter((path) => path.lastIndexOf('node_modules/') === 0)
}
