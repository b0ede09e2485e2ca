import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { readConfig } from '../../src/config.ts'
import { readCompose } from './compose.ts'
import { copyOf, environmentOf, execForm, readStages, ROOT, argumentsOf } from './dockerfile.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

describe('the Dockerfile', () => {
  const stages = readStages()
  const image = stages.at(-1)!
  const sources = stages
    .flatMap((stage) => argumentsOf(stage, 'COPY').map(copyOf))
    .flatMap(({ from, sources }) => (from === undefined ? sources : []))

  it('copies only what exists', () => {
    assert.deepEqual(
      sources.filter((path) => !existsSync(join(ROOT, path))),
      [],
    )
  })

  it('copies everything that .dockerignore allows, and nothing else', () => {
    const [refused, ...allowed] = read('.dockerignore').split('\n').filter(isRule)
    assert.equal(refused, '*')
    assert.deepEqual(allowed.sort(), [...new Set(sources)].map((path) => `!${path}`).sort())
  })

  it('uses the major version of Node that development uses', () => {
    const wanted = `node:${read('.node-version').trim()}-slim`
    assert.deepEqual([...new Set(stages.map(({ from }) => from))], [wanted])
  })

  it('installs no development dependencies in the image', () => {
    const [from] = argumentsOf(image, 'COPY')
      .map(copyOf)
      .filter(({ target }) => target === 'node_modules')
    const installing = stages.find(({ name }) => name === from!.from)!
    assert.match(argumentsOf(installing, 'RUN').join(), /^npm ci --omit=dev /)
  })

  it('has one Node: no install script runs, as the one of the package "node" installs another', () => {
    const installing = stages
      .flatMap((stage) => argumentsOf(stage, 'RUN'))
      .filter((each) => /npm ci/.test(each))
    assert.ok(installing.length > 0)
    for (const command of installing) assert.match(command, / --ignore-scripts$/)
  })

  it('ends with a numeric user that is not root', () => {
    assert.match(argumentsOf(image, 'USER').at(-1) ?? '', /^[1-9]\d*:[1-9]\d*$/)
  })

  it('keeps SQLite in a volume that this user owns', () => {
    const folder = dirname(environmentOf(image)['LOCKSTEP_DATA']!)
    assert.deepEqual(argumentsOf(image, 'VOLUME'), [folder])
    const owner = `chown ${argumentsOf(image, 'USER').at(-1)} ${folder}`
    assert.ok(argumentsOf(image, 'RUN').some((command) => command.endsWith(owner)))
  })

  it('sets an environment that the service accepts', () => {
    const config = readConfig(environmentOf(image))
    assert.deepEqual(argumentsOf(image, 'EXPOSE'), [String(config.LOCKSTEP_PORT)])
    assert.equal(config.LOCKSTEP_HOST, '0.0.0.0')
  })

  it('has a healthcheck', () => {
    assert.match(argumentsOf(image, 'HEALTHCHECK').join(), / CMD \["node", "healthcheck\.js"\]$/)
  })

  it('starts node without a shell, so that it receives signals', () => {
    assert.deepEqual(argumentsOf(image, 'ENTRYPOINT').map(execForm), [['node', 'dist/main.js']])
    assert.deepEqual(argumentsOf(image, 'CMD'), [])
  })
})

describe('compose.yaml', () => {
  const { services, volumes } = readCompose()
  const { lockstep, redis } = services
  const setting = (name: string) => redis.command[redis.command.indexOf(`--${name}`) + 1]

  it('builds the image from this repository', () => {
    const { context, dockerfile } = lockstep['build'] as { context: string; dockerfile: string }
    assert.equal(join(ROOT, 'docker', context, dockerfile), join(ROOT, 'docker/Dockerfile'))
  })

  it('makes Redis write every command to disk, and never evict', () => {
    assert.equal(setting('appendonly'), 'yes')
    assert.equal(setting('appendfsync'), 'always')
    assert.equal(setting('maxmemory-policy'), 'noeviction')
  })

  it('keeps the data of Redis in a named volume', () => {
    assert.deepEqual(redis.volumes, ['redis:/data'])
    assert.deepEqual(Object.keys(volumes), ['redis'])
  })

  it('starts the service when Redis is healthy', () => {
    assert.deepEqual(lockstep.depends_on, { redis: { condition: 'service_healthy' } })
    assert.deepEqual(redis.healthcheck?.test, ['CMD', 'redis-cli', '-e', 'ping'])
    assert.equal(lockstep.environment['REDIS_URL'], 'redis://redis:6379')
  })

  it('publishes the service on loopback only, and Redis nowhere', () => {
    assert.deepEqual(lockstep.ports, ['127.0.0.1:8080:8080'])
    assert.deepEqual(redis.ports, [])
  })

  for (const [name, container] of Object.entries(services)) {
    it(`drops the privileges that ${name} does not need`, () => {
      assert.equal(container['read_only'], true)
      assert.deepEqual(container['cap_drop'], ['ALL'])
      assert.deepEqual(container['security_opt'], ['no-new-privileges:true'])
    })
  }
})

const isRule = (line: string) => line !== '' && !line.startsWith('#')
