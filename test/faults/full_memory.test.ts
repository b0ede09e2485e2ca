import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { RUN, withoutSeen } from '../app.ts'
import { freePort, startRedis } from '../redis/server.ts'
import { send, startService } from '../service.ts'
import { startExpectingExit } from './instance.ts'

const redis = await startRedis()
const admin = new Redis(redis.url)
const service = await startService({ REDIS_URL: redis.url })
after(async () => {
  await service.kill()
  admin.disconnect()
  await redis.stop()
})
const run = `${service.url}/v1/optimizers/run`
await send('PUT', run, RUN)
await send('PUT', `${run}-1`, RUN)

/**
 * Every key in Redis: the fields of a hash, the dump of any other. Redis moves the fields of a hash
 * to a larger table in the background, so the dump of a hash changes its order by itself.
 */
async function dumpOfEveryKey(): Promise<Record<string, unknown>> {
  const keys = (await admin.keys('*')).sort()
  const entries = keys.map(async (key) => {
    if ((await admin.type(key)) === 'hash') return [key, await admin.hgetallBuffer(key)] as const
    const dumped = await admin.dumpBuffer(key)
    return [key, dumped.toString('base64')] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

const CHANGES: readonly [string, () => ReturnType<typeof send>][] = [
  ['an advance', () => send('POST', `${run}/steps`, {})],
  ['an edit', () => send('PATCH', `${run}/groups/head`, { lr: 0.5 })],
  ['a registration', () => send('PUT', `${run}-2`, RUN)],
  ['an attachment', () => send('POST', `${run}/schedulers`, { type: 'ExponentialLR', gamma: 0.9 })],
]

describe('while Redis has no memory left', () => {
  it('every change is refused without an effect, reads succeed, and changes succeed afterwards', async () => {
    const { body: sealed } = await send('POST', `${run}/steps`, { step: 7 })
    const before = await dumpOfEveryKey()
    await admin.config('SET', 'maxmemory', '1')
    for (const [what, change] of CHANGES) {
      const { status, body } = await change()
      assert.deepEqual([what, status, body.code], [what, 503, 'store_unavailable'])
    }
    const { body: read } = await send('GET', `${run}/lr`)
    assert.deepEqual(read, { ...withoutSeen(sealed as object), sealed: true })
    assert.deepEqual(await dumpOfEveryKey(), before)
    // A command that frees memory needs none.
    assert.equal((await send('DELETE', `${run}-1`)).status, 204)
    assert.equal((await send('GET', `${run}-1`)).status, 404)
    await admin.config('SET', 'maxmemory', '0')
    assert.equal((await send('POST', `${run}/steps`, {})).body.step, 8)
    for (const [what, change] of CHANGES) {
      const { status } = await change()
      assert.ok(status === 200 || status === 201, `${what} got ${status}`)
    }
  })
})

describe('a Redis whose eviction policy would delete optimizers', () => {
  it('is refused at start-up, with the reason', async () => {
    const evicting = await startRedis('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru')
    try {
      const environment = { REDIS_URL: evicting.url }
      const { code, stderr } = await startExpectingExit(await freePort(), { environment })
      assert.ok(code !== 0 && code !== null, `exited with ${code}`)
      assert.match(stderr, /maxmemory-policy/)
      assert.match(stderr, /allkeys-lru/)
      assert.match(stderr, /noeviction/)
    } finally {
      await evicting.stop()
    }
  })
})
