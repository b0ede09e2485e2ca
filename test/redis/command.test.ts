import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { redisCommand } from './command.ts'

const directories: string[] = []
after(() => directories.forEach((each) => fs.rmSync(each, { recursive: true })))

const isRoot = process.getuid?.() === 0

/** Notes its arguments and what was on stderr before, and installs what it is to install. */
const APT_GET = `
[ "$1" = --version ] && exit
{ echo "$@"; sed 's/^/  after: /' "$HERE/stderr"; } >>"$HERE/calls"
case "$*" in *install*)
  printf '#!/bin/sh\\n' >"$HERE/redis-server"
  chmod +x "$HERE/redis-server"
esac`

const BROKEN_APT_GET = '[ "$1" = --version ] && exit\necho "E: no such package" >&2\nexit 100'

describe('where there is no redis-server on PATH', () => {
  it('says what it is about to install before it does', { skip: !isRoot && 'takes root' }, () => {
    const path = pathWith({ 'apt-get': APT_GET })
    const { status, stdout, stderr, calls } = run(path, PRINT_COMMAND)

    const options = '-o DPkg::Lock::Timeout=300'
    const install = `${options} install -yq --no-install-recommends redis-server`
    const announcement = `# No redis-server or valkey-server on PATH: about to run "apt-get update" and "apt-get ${install}"`
    assert.deepEqual([status, stdout, stderr], [0, 'redis-server', `${announcement}\n`])
    assert.deepEqual(calls.trimEnd().split('\n'), [
      `${options} update -q`,
      `  after: ${announcement}`,
      install,
      `  after: ${announcement}`,
    ])
  })

  it('says how to get one where that fails', { skip: !isRoot && 'takes root' }, () => {
    const { status, stderr } = run(pathWith({ 'apt-get': BROKEN_APT_GET }), PRINT_COMMAND)
    assert.equal(status, 1)
    assert.match(stderr, /apt-get said: E: no such package\. Install Redis 7 or newer or Valkey/)
  })

  it('says how to get one where there is no apt-get, and installs nothing', () => {
    const { status, stderr } = run(pathWith({}), PRINT_COMMAND)
    assert.equal(status, 1)
    assert.match(stderr, /Cannot test Redis: no redis-server or valkey-server on PATH\. Install/)
    assert.doesNotMatch(stderr, /about to/)
  })

  it('says how to get one to a user who may not install, and installs nothing', () => {
    const path = pathWith({ 'apt-get': APT_GET })
    const { status, stderr, calls } = run(path, PRINT_COMMAND_AS_USER)
    assert.equal(status, 1)
    assert.match(stderr, /with "sudo apt-get install redis-server"/)
    assert.equal(calls, '')
  })

  it('starts a valkey-server if there is one, and installs nothing', () => {
    const path = pathWith({ 'apt-get': APT_GET })
    fs.symlinkSync(pathOf(redisCommand()), join(path, 'valkey-server'))
    const { status, stdout, stderr, calls } = run(path, START_REDIS)
    assert.deepEqual([status, stdout, stderr, calls], [0, 'answered', '', ''])
  })
})

const imported = (file: string) => `await import(${JSON.stringify(new URL(file, import.meta.url))})`

const PRINT_COMMAND = `
  const { redisCommand } = ${imported('command.ts')}
  process.stdout.write(redisCommand())`

// After the import: the user need not be able to read this repository.
const PRINT_COMMAND_AS_USER = `
  const { redisCommand } = ${imported('command.ts')}
  if (process.getuid() === 0) process.setuid(65534)
  process.stdout.write(redisCommand())`

const START_REDIS = `
  const { startRedis } = ${imported('server.ts')}
  const redis = await startRedis() // which waits for its PONG
  await redis.stop()
  process.stdout.write('answered')`

/** A directory with these shell scripts, and with nothing else that a PATH should have. */
function pathWith(scripts: Record<string, string>): string {
  const directory = fs.mkdtempSync(join(tmpdir(), 'lockstep-path-'))
  directories.push(directory)
  fs.chmodSync(directory, 0o777)
  for (const [name, script] of Object.entries(scripts)) {
    const head = `#!/bin/sh\nHERE='${directory}'\nPATH=/usr/bin:/bin\n`
    fs.writeFileSync(join(directory, name), head + script, { mode: 0o755 })
  }
  return directory
}

/** Runs a program with nothing but a directory on PATH; its stderr goes there as it is written. */
function run(path: string, code: string) {
  const read = (name: string) =>
    fs.existsSync(join(path, name)) ? fs.readFileSync(join(path, name), 'utf8') : ''
  const stderr = fs.openSync(join(path, 'stderr'), 'a')
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { PATH: path },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', stderr],
  })
  fs.closeSync(stderr)
  return { status, stdout, stderr: read('stderr'), calls: read('calls') }
}

function pathOf(command: string): string {
  const { stdout } = spawnSync('/bin/sh', ['-c', `command -v ${command}`], { encoding: 'utf8' })
  return stdout.trim()
}
