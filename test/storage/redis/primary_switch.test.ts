import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { IN_MEMORY, startRedis } from '../../redis/server.ts'
import { connectedStore } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { registered } from '../optimizers.ts'
import { startSlowSentinel } from './slow_sentinel.ts'

describe('the Redis store that receives +switch-master while it requests the primary', async () => {
  const redis = await startRedis(...IN_MEMORY)
  const sentinel = await startSlowSentinel(redis.port)
  const direct = new Redis(redis.url)
  const store = await connectedStore(`redis-sentinel://127.0.0.1:${sentinel.port}#lockstep`)
  after(async () => {
    direct.disconnect()
    await store.close()
    await sentinel.stop()
    await redis.stop()
  })

  it('connects again', async () => {
    sentinel.setDelay(200)
    const requested = sentinel.nextRequest()
    await direct.call('CLIENT', 'KILL', 'TYPE', 'normal')
    await requested
    sentinel.publishSwitch()
    const isBack = () => succeeds(store.create(registered()).then(Boolean))
    assert.equal(await isBack(), false)
    await until(isBack)
  })
})
