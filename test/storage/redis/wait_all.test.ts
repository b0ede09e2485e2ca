import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSentinels } from '../../redis/sentinel.ts'
import { connectedStore, refusedAs } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { registered } from '../optimizers.ts'

const redis = await startSentinels()
after(() => redis.stop())

describe('the Redis store that waits for all replicas', async () => {
  const store = await connectedStore(redis.url, 'all')
  after(() => store.close())

  const writes = () => succeeds(store.create(registered()).then(Boolean))
  const [first, second] = await redis.replicas()

  it('refuses a write that one of them lacks, and names both', async () => {
    first!.signal('SIGSTOP')
    const names = [first, second].map((each) => `127\\.0\\.0\\.1:${each!.port}`)
    const both = `(${names.join(' and ')}|${names.toReversed().join(' and ')})`
    const unmet = new RegExp(`1 of 2 replicas acknowledged within 500 ms \\(wanted: ${both}\\)`)
    await assert.rejects(store.create(registered()), refusedAs(unmet))
    await assert.rejects(store.check(), refusedAs(unmet))
  })

  it('continues without it when most sentinels hold it for down, and with it when it is back', async () => {
    await until(writes)
    first!.signal('SIGCONT')
    await redis.untilReplicating()
    // Sentinels are asked twice a second.
    await sleep(1_000)
    second!.signal('SIGSTOP')
    await assert.rejects(store.create(registered()), refusedAs(/1 of 2 replicas/))
    second!.signal('SIGCONT')
    await until(writes)
  })

  it('refuses writes that the primary alone has', async () => {
    first!.signal('SIGSTOP')
    second!.signal('SIGSTOP')
    await until(async () => {
      const error = await store.create(registered()).catch((caught: unknown) => caught)
      return refusedAs(/0 of 2 replicas acknowledged/)(error)
    })
    first!.signal('SIGCONT')
    second!.signal('SIGCONT')
    await until(writes)
  })
})
