import { execFile } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after } from 'node:test'
import { promisify, stripVTControlCharacters } from 'node:util'
import { pageAt } from '../docs/markdown.ts'
import { ROOT } from '../docs/repository.ts'
import { commandsIn } from '../docs/shell.ts'

const run = promisify(execFile)

/** What `.ci/run clients` installs there, by requirements.txt and package.json of this folder. */
const TOOLS = join(ROOT, '.clients')

const [VENV, NPM] = [join(TOOLS, 'venv/bin'), join(TOOLS, 'node_modules/.bin')]

const [jar] = globSync('venv/lib/*/site-packages/openapi_generator_cli/*.jar', { cwd: TOOLS })
if (jar === undefined) {
  throw new Error('Cannot find the generators in .clients: `.ci/run clients` installs them')
}

/** The jar of openapi-generator, which has the libraries that a Java client of it needs. */
export const JAR = join(TOOLS, jar)

/** A folder in which one client is generated and used, as in a project of its own. */
export interface Workbench {
  readonly folder: string
  /** Runs the command of docs/clients.md that begins with these words. Returns what it writes. */
  readonly generate: (...beginning: string[]) => Promise<string>
  /** Runs another command there. */
  readonly run: (program: string, ...words: string[]) => Promise<void>
  /** The files that match a pattern. */
  readonly files: (pattern: string) => readonly string[]
  /** The text of the files that match a pattern. */
  readonly read: (pattern: string) => string
}

/** Makes a folder for a client, with a program that uses it, and removes it after the tests. */
export function workbench(program?: string, packages = TOOLS): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-clients-'))
  after(() => rmSync(folder, { recursive: true }))
  for (const name of [
    'tsconfig.json',
    'spectral.yaml',
    ...(program === undefined ? [] : [program]),
  ]) {
    cpSync(join(import.meta.dirname, 'programs', name), join(folder, name), { recursive: true })
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}\n')
  for (const path of globSync('openapi/*.json', { cwd: ROOT })) {
    cpSync(join(ROOT, path), join(folder, path))
  }
  symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'compiled'))
  const path = [join(folder, 'node_modules/.bin'), VENV, NPM, process.env['PATH']].join(delimiter)
  const runThere = async (name: string, ...words: string[]) => {
    const env = { ...process.env, PATH: path, PYTHONPATH: 'lockstep-python', NO_COLOR: '1' }
    const options = { cwd: folder, env, maxBuffer: 2 ** 26, timeout: 180_000 }
    const { stdout, stderr } = await run(name, words, options).catch(failed)
    return stripVTControlCharacters(stdout + stderr)
  }
  const files = (pattern: string) => globSync(pattern, { cwd: folder })
  return {
    folder,
    generate: (...beginning) => runThere(...shownCommand(beginning)),
    run: async (program, ...words) => void (await runThere(program, ...words)),
    files,
    read: (pattern) =>
      files(pattern)
        .map((path) => readFileSync(join(folder, path), 'utf8'))
        .join('\n'),
  }
}

/** The words of the one command of the page that begins with some. */
function shownCommand(beginning: readonly string[]): [string, ...string[]] {
  const blocks = pageAt('docs/clients.md').codeBlocks.filter(({ language }) => language === 'sh')
  const shown = blocks
    .flatMap(({ text }) => commandsIn(text))
    .filter(({ words }) => beginning.every((word, index) => words[index] === word))
  if (shown.length !== 1) {
    throw new Error(`Cannot find one command "${beginning.join(' ')}" in docs/clients.md`)
  }
  return shown[0]!.words as [string, ...string[]]
}

/** Throws what a failed command has written, at the most its last 4 000 characters. */
function failed({ message, stdout = '', stderr = '' }: CommandError): never {
  const written = stripVTControlCharacters(`${stdout}\n${stderr}`).slice(-4_000)
  throw new Error(`${message.split('\n')[0]}\n${written}`)
}

type CommandError = Error & { stdout?: string; stderr?: string }
