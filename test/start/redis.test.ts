import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { RUN } from '../app.ts'
import { IN_MEMORY, startRedis } from '../redis/server.ts'
import { send, until } from '../service.ts'
import { refusalWith } from './refusals.ts'
import { startService, type StartedService } from './service_process.ts'

const redis = await startRedis(...IN_MEMORY)
const admin = new Redis(redis.port, '127.0.0.1')
await admin.config('SET', 'requirepass', 'secret')
after(async () => {
  admin.disconnect()
  await redis.stop()
})
const at = `127.0.0.1:${redis.port}`

/** What the service says of an address that it does not start with. */
async function refusalOf(url: string): Promise<string> {
  const said = await refusalWith({ REDIS_URL: url })
  assert.doesNotMatch(said, /wrong_secret|poor_secret/)
  return said
}

const WRONGPASS =
  'it does not accept the user and the password of REDIS_URL (WRONGPASS): correct them, each special character percent-encoded'

describe('a service that is started on a Redis that refuses it', () => {
  for (const [scheme, name, suffix] of [
    ['redis', `Redis at ${at}`, ''],
    ['redis-cluster', `Redis Cluster at ${at}`, ''],
    ['redis-sentinel', `Redis main of the sentinels at ${at}`, '#main'],
  ] as const) {
    it(`says that the password is wrong: ${scheme}://`, async () => {
      assert.equal(
        await refusalOf(`${scheme}://:wrong_secret@${at}${suffix}`),
        `Cannot use ${name}: ${WRONGPASS}`,
      )
    })

    it(`says that it asks for a password: ${scheme}://`, async () => {
      assert.equal(
        await refusalOf(`${scheme}://${at}${suffix}`),
        `Cannot use ${name}: it asks for a password and REDIS_URL has none (NOAUTH): write ${scheme}://user:password@ or ${scheme}://:password@ before the host`,
      )
    })
  }

  it('says which commands its user may not run', async () => {
    await admin.acl(
      'SETUSER',
      'poor',
      'on',
      '>poor_secret',
      '~lockstep:*',
      '+@all',
      '-hset',
      '-unlink',
    )
    assert.equal(
      await refusalOf(`redis://poor:poor_secret@${at}`),
      `Cannot use Redis at ${at}: its user may not run HSET, UNLINK on lockstep:* (NOPERM): allow that in its ACL`,
    )
    await admin.acl('SETUSER', 'elsewhere', 'on', '>poor_secret', '~other:*', '+@all')
    assert.match(await refusalOf(`redis://elsewhere:poor_secret@${at}`), /EVALSHA, HGET, .*NOPERM/)
    await admin.acl('SETUSER', 'unscripted', 'on', '>poor_secret', '~*', '+@all', '-@scripting')
    assert.match(await refusalOf(`redis://unscripted:poor_secret@${at}`), /not run EVAL on.*NOPERM/)
  })

  it('says that its address is of another kind of Redis', async () => {
    assert.equal(
      await refusalOf(`redis-cluster://:secret@${at}`),
      `Cannot use Redis Cluster at ${at}: it is not a Cluster: write redis:// in REDIS_URL`,
    )
    assert.equal(
      await refusalOf(`redis-sentinel://:secret@${at}#main`),
      `Cannot use Redis main of the sentinels at ${at}: it is not a sentinel: write redis:// in REDIS_URL`,
    )
    assert.equal(
      await refusalOf(`redis://:secret@${at}/99`),
      `Cannot use Redis at ${at}: it has no database 99: write another number at the end of REDIS_URL`,
    )
  })
})

/** What the service has logged of Redis so far. */
const logged = (service: StartedService): string[] =>
  service
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg)
    .filter((message) => message.startsWith('Redis is'))

const isReady = async ({ url }: StartedService) =>
  (await send('GET', `${url}/readyz`)).status === 200

async function stopped(service: StartedService): Promise<void> {
  service.signal('SIGTERM')
  assert.equal((await service.ended).code, 0)
}

describe('a service that is started on a Redis that cannot be reached', () => {
  for (const scheme of ['redis', 'redis-cluster'] as const) {
    it(`runs, and says once that the host is unknown: ${scheme}://`, async () => {
      const service = await startService({ REDIS_URL: `${scheme}://redis.invalid` })
      const reason =
        /Redis is unavailable: its host is unknown \(getaddrinfo (ENOTFOUND|EAI_AGAIN) redis\.invalid\): correct REDIS_URL, or have the name resolved/
      assert.match(service.stderr(), new RegExp(`^ {2}size: unknown: ${reason.source}$`, 'm'))
      assert.equal(await isReady(service), false)
      assert.equal((await send('GET', `${service.url}/livez`)).status, 200)
      await sleep(2_000)
      const lines = logged(service)
      assert.equal(lines.length, 1, lines.join('\n'))
      assert.match(lines[0]!, reason)
      await stopped(service)
    })
  }

  it('runs, says so once, and once when it is there', async () => {
    const late = await startRedis(...IN_MEMORY)
    const { port } = late
    late.signal('SIGKILL')
    const service = await startService({ REDIS_URL: late.url })
    const reason = `Redis is unavailable: nothing listens there (connect ECONNREFUSED 127.0.0.1:${port}): start it, or correct REDIS_URL`
    assert.match(
      service.stderr(),
      /^ {2}size: unknown: Redis is unavailable: nothing listens there/m,
    )
    await sleep(2_000)
    assert.deepEqual(logged(service), [reason])
    await late.restart()
    await until(() => isReady(service))
    assert.deepEqual(logged(service), [reason, 'Redis is available again'])
    await stopped(service)
    await late.stop()
  })
})

describe('a service that runs', () => {
  it('logs once that its password is refused, and once that it is accepted', async () => {
    await admin.acl('SETUSER', 'turned', 'on', '>secret', '~*', '&*', '+@all')
    const service = await startService({ REDIS_URL: `redis://turned:secret@${at}` })
    await admin.acl('SETUSER', 'turned', 'resetpass', '>another')
    await admin.client('KILL', 'USER', 'turned')
    await until(async () => logged(service).length > 0)
    await sleep(3_000)
    assert.equal(await isReady(service), false)
    assert.deepEqual(logged(service), [`Redis is unavailable: ${WRONGPASS}`])
    await admin.acl('SETUSER', 'turned', 'resetpass', '>secret')
    await until(() => isReady(service))
    // It may serve before it has read the settings again.
    await until(async () => logged(service).length > 1)
    assert.deepEqual(logged(service).slice(1), ['Redis is available again'])
    await stopped(service)
  })

  it('logs once that a command is forbidden, and once that it is allowed; nothing is a fault', async () => {
    await admin.acl('SETUSER', 'limited', 'on', '>secret', '~*', '&*', '+@all')
    const service = await startService({ REDIS_URL: `redis://limited:secret@${at}` })
    const run = `${service.url}/v1/optimizers/run`
    assert.equal((await send('PUT', run, RUN)).status, 201)
    await admin.acl('SETUSER', 'limited', '-hset')
    for (let attempt = 0; attempt < 30; attempt++) {
      const { status, body } = await send('POST', `${run}/steps`, {})
      assert.deepEqual([status, body.code], [503, 'store_unavailable'])
      await sleep(100)
    }
    const reason = 'its user may not run HSET on lockstep:* (NOPERM): allow that in its ACL'
    assert.deepEqual(logged(service), [`Redis is unavailable: ${reason}`])
    await admin.acl('SETUSER', 'limited', '+hset')
    await until(async () => (await send('POST', `${run}/steps`, {})).status === 200)
    assert.deepEqual(logged(service).slice(1), ['Redis is available again'])
    assert.doesNotMatch(service.stdout(), /"level":50/)
    await stopped(service)
  })

  it('logs once that Redis is gone, and once that it is back', async () => {
    const other = await startRedis(...IN_MEMORY)
    const service = await startService({ REDIS_URL: other.url, LOCKSTEP_REDIS_WAIT: '0' })
    other.signal('SIGKILL')
    await until(async () => logged(service).length > 0)
    await sleep(3_000)
    await other.restart()
    await until(() => isReady(service))
    const [reason, ...others] = logged(service)
    assert.match(reason!, /^Redis is unavailable: nothing listens there \(connect ECONNREFUSED/)
    assert.deepEqual(others, ['Redis is available again'])
    await stopped(service)
    await other.stop()
  })

  it('logs nothing of Redis where all is well, nor as it stops', async () => {
    const service = await startService({ REDIS_URL: `redis://:secret@${at}` })
    await stopped(service)
    assert.deepEqual(logged(service), [])
  })
})
