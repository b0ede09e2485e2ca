import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { freePort, startRedis } from '../../redis/server.ts'
import { send, startService, until } from '../../service.ts'

const redis = await startRedis('--maxmemory-policy', 'allkeys-lru')
after(() => redis.stop())

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))

describe('a service that starts on a Redis whose policy evicts keys', () => {
  it('exits immediately, with the reason and the setting to change', async () => {
    const { port } = redis
    const environment = { REDIS_URL: `redis://:secret@127.0.0.1:${port}` }
    const env = { ...environment, PATH: process.env['PATH'], LOCKSTEP_PORT: `${await freePort()}` }
    const start = performance.now()
    const ended = spawnSync(process.execPath, [MAIN], { env, timeout: 20_000 })
    assert.equal(ended.status, 1)
    const said = ended.stderr.toString()
    assert.equal(
      said,
      `Cannot use Redis at 127.0.0.1:${port}: its maxmemory-policy is allkeys-lru, which drops optimizers when memory is full: set it to noeviction\n`,
    )
    assert.doesNotMatch(said + ended.stdout.toString(), /secret/)
    assert.ok(performance.now() - start < 10_000)
  })

  it('is live if Redis is down at its start, and not ready until the policy is changed', async () => {
    redis.signal('SIGKILL')
    const service = await startService({ REDIS_URL: redis.url }, '/livez')
    const isReady = async () => (await send('GET', `${service.url}/readyz`)).status === 200
    await redis.restart()
    const admin = new Redis(redis.url)
    for (let attempt = 0; attempt < 20; attempt++) {
      assert.equal(await isReady(), false)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await admin.config('SET', 'maxmemory-policy', 'noeviction')
    await until(isReady)
    admin.disconnect()
    assert.equal(await service.stop(), 0)
  })
})
