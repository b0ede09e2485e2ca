import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { before, describe, it } from 'node:test'
import { ROOT } from '../docker/dockerfile.ts'
import { linkPackages } from '../docker/layout.ts'
import { until } from '../service.ts'
import { refusalWith } from './refusals.ts'
import { startService, temporaryFolder, type StartedService } from './service_process.ts'

const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
  scripts: Record<string, string>
}

describe('the scripts of package.json', () => {
  for (const [name, script] of Object.entries(scripts)) {
    it(`can be run by Windows' cmd: ${name}`, () => {
      // Not a quote of a POSIX shell, a variable of one, an assignment, or a word that only one knows.
      assert.doesNotMatch(script, /['$`;\\]|(^|[&|] *)(\w+=|(exec|export|source|rm|cp|test|env)\b)/)
    })
  }
})

const folder = temporaryFolder()
const LOCKSTEP_DATA = join(folder, 'lockstep.db')

/** What `npm ci --omit=dev` makes of the repository: no package for development. */
function layOut(): void {
  for (const name of ['package.json', 'start.cjs', 'src']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  }
  linkPackages(folder, true)
  mkdirSync(join(folder, 'node_modules/.bin'))
  symlinkSync('../node/bin/node', join(folder, 'node_modules/.bin/node'))
}

/** What a terminal has as PATH: `npm test` puts the packages of this repository before that. */
const PATH = process.env['PATH']!.split(delimiter)
  .filter((each) => !each.endsWith('node_modules/.bin'))
  .join(delimiter)

const npmStart = (environment = {}): Promise<StartedService> =>
  startService({ PATH, LOCKSTEP_DATA, ...environment }, ['npm', '--prefix', folder, 'start'])

/** The service itself, by what it writes beside its data. */
const servicePid = () =>
  (JSON.parse(readFileSync(`${LOCKSTEP_DATA}-owner`, 'utf8')) as { pid: number }).pid

describe('npm start', () => {
  before(layOut)

  it('needs no package for development', () => {
    assert.ok(!existsSync(join(folder, 'node_modules/typescript')))
  })

  for (const [target, pidOf] of [
    ['npm', ({ pid }: StartedService) => pid],
    ['its process group, as a terminal does', ({ pid }: StartedService) => -pid],
  ] as const) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      // A shell that waits keeps SIGINT to itself until its command has ended.
      if (target === 'npm' && signal === 'SIGINT') continue
      it(`ends the service as it should at ${signal} to ${target}`, async () => {
        const npm = await npmStart()
        const pid = servicePid()
        process.kill(pidOf(npm), signal)
        const { code, stderr } = await npm.ended
        assert.match(stderr, /\nLockstep stopped\n/)
        // 0 of the service itself, or where a shell is between, 128 + the number of its signal.
        assert.ok([0, null, 130, 143].includes(code), `${code}`)
        await until(async () => !isRunning(pid))
        assert.ok(!existsSync(`${LOCKSTEP_DATA}-owner`))
      })
    }
  }

  it('ends with exit code 0 where the shell replaces itself by the service', async (t) => {
    if (!existsSync('/bin/bash')) return t.skip('there is no bash')
    const npm = await npmStart({ npm_config_script_shell: '/bin/bash' })
    npm.signal('SIGTERM')
    const { code, stderr } = await npm.ended
    assert.match(stderr, /\nLockstep stopped\n/)
    assert.equal(code, 0)
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a Node that is too old', () => {
  const start = join(ROOT, 'start.cjs')

  it('is refused in one sentence', async () => {
    const older = join(folder, 'older.cjs')
    writeFileSync(older, `Object.defineProperty(process.versions, 'node', { value: '20.20.2' })`)
    const said = await refusalWith({}, [process.execPath, '--require', older, start])
    assert.match(
      said,
      /^Cannot start: Lockstep needs Node 24 or newer and .*: run "npm ci" without/,
    )
  })

  it('can parse the file that says so', () => {
    // The syntax of 2009, but for import(), which is not reached.
    const text = readFileSync(start, 'utf8').replace(/^\s*\/\/.*$/gm, '')
    assert.doesNotMatch(text, /=>|`|\?\.|\?\?|\b(const|let|class|async|await)\b/)
  })
})
