import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { exists, isPath, ROOT, WORDS } from './repository.ts'
import type { ShellCommand } from './shell.ts'

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}

const isFile = (path: string | undefined) => assert.ok(path && exists(path), `no file ${path}`)

/** Whether the Python client has a file or a package. */
const isModule = (path = '') => existsSync(join(ROOT, 'client/python', path))

/** What a command must refer to that is not run, since it installs, serves or runs all tests. */
const PROGRAMS: Readonly<Record<string, (words: readonly string[]) => void>> = {
  npm([command = '', name = '']) {
    if (['ci', 'install'].includes(command)) return
    const script = command === 'run' ? name : command
    assert.ok(Object.hasOwn(scripts, script), `package.json has no script "${script}"`)
  },
  node: (words) => isFile(words.find((word) => !word.startsWith('-'))),
  docker: ([command = '']) => assert.match(command, /^(build|compose|run|stop|rm|logs|exec)$/),
  git: ([command = '']) => assert.match(command, /^(clone|pull|checkout|config)$/),
  // test/clients runs these.
  npx: ([name = '']) => assert.match(name, /^(openapi-typescript|@hey-api\/openapi-ts)$/),
  'openapi-python-client': ([command]) => assert.equal(command, 'generate'),
  'openapi-generator-cli': ([command]) => assert.equal(command, 'generate'),
  python3: ([flag]) => assert.equal(flag, '-m'),
  '.venv/bin/python': ([file, module]) =>
    file === '-m' ? assert.ok(isModule(module), `no module ${module}`) : isFile(file),
  pip: ([command, package_]) => {
    assert.equal(command, 'install')
    const folder = package_?.replace(/\[.*\]$/, '')
    assert.ok(folder?.startsWith('./') && existsSync(join(ROOT, folder)), `no folder ${folder}`)
  },
  // `.ci/run python` runs what the README of the client shows.
  lockstep: ([command = '']) =>
    assert.ok(command.startsWith('--') || isModule(`src/lockstep/cli/${command}.py`), command),
  '.venv/bin/pip': ([command]) => assert.equal(command, 'install'),
  '.venv/bin/torchrun': (words) => isFile(words.at(-1)),
}

/** Checks a command that is not run: its program, its settings, and every path in it. */
export function checkCommand({ variables, words: [program = '', ...words] }: ShellCommand): void {
  for (const [name, value] of Object.entries(variables)) {
    assert.ok(WORDS.has(name), `no source reads ${name}`)
    if (name === 'REDIS_URL') readConfig({ [name]: value })
  }
  const isKnown = Object.hasOwn(PROGRAMS, program)
  assert.ok(isKnown, `no test runs or checks "${program}": add it to ${import.meta.filename}`)
  PROGRAMS[program]!(words)
  words.filter(isPath).forEach(isFile)
}
