import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisServer } from '../../redis/server.ts'
import { startSentinels } from '../../redis/sentinel.ts'
import { connectedStore, refusedAs } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { startLoad } from '../writers.ts'
import { registered } from '../optimizers.ts'

const redis = await startSentinels()
after(() => redis.stop())

const NOT_THERE = -1

/** A failover takes the two seconds after which a primary is down, a vote, and a connection. */
const BACK_MS = 8_000

describe('the Redis store behind sentinels', async () => {
  const store = await connectedStore(redis.url, 1)
  /** One that does not wait for replicas. */
  const hasty = await connectedStore(redis.url)
  after(async () => {
    await store.close()
    await hasty.close()
  })

  /** Waits until there is another primary, and the store may be written to. */
  async function failedOver(lost: RedisServer, what: string): Promise<void> {
    const start = performance.now()
    await until(() => succeeds(redis.primary().then((chosen) => chosen !== lost)))
    await until(() => succeeds(store.create(registered()).then(Boolean)))
    const elapsed = performance.now() - start
    console.log(`# back ${Math.round(elapsed)} ms after a primary ${what}`)
    assert.ok(elapsed < BACK_MS, `${elapsed} ms`)
  }

  /** How far an optimizer is, where the store answers at last. */
  async function sealedThrough(id: string): Promise<number> {
    let sealed = NaN
    const read = async () => {
      sealed = (await store.find(id))?.optimizer.sealedThrough ?? NOT_THERE
      return true
    }
    await until(() => succeeds(read()))
    return sealed
  }

  /** Has a server that was lost back as a replica. */
  async function rejoined(lost: RedisServer): Promise<void> {
    lost.signal('SIGKILL')
    await redis.rejoin(lost)
    await redis.whole()
  }

  /** Ways to lose a primary. */
  const LOSSES: Record<string, (primary: RedisServer) => Promise<void>> = {
    'was killed': async (primary) => primary.signal('SIGKILL'),
    hung: async (primary) => primary.signal('SIGSTOP'),
    'was cut off and killed': cutOffAndKilled,
  }

  /** What was acknowledged without WAIT, and no replica had. */
  const unheard: string[] = []

  async function cutOffAndKilled(primary: RedisServer): Promise<void> {
    await redis.cutOff()
    unheard.push((await hasty.create(registered()))!.optimizer.id)
    // Longer than two groups wait: replicas may still have the first one, in what they have not read.
    await sleep(1_300)
    primary.signal('SIGKILL')
    await redis.goOn()
  }

  it('answers again in seconds after a failover, and has every commit that it acknowledged', async () => {
    let [commits, checked] = [0, 0]
    let lost: RedisServer | undefined
    for (const [what, lose] of Object.entries(LOSSES)) {
      if (lost) await rejoined(lost)
      const load = startLoad(store, 16)
      await sleep(300)
      lost = await redis.primary()
      await lose(lost)
      await failedOver(lost, what)
      await sleep(200)
      commits += (await load.end()).commits
      for (const [id, step] of load.acknowledged) {
        const sealed = await sealedThrough(id)
        assert.ok(sealed >= step, `${id}: ${sealed} of ${step}`)
        checked++
      }
    }
    console.log(`# ${commits} commits acknowledged, of ${checked} optimizers: none lost`)
    assert.ok(checked === 48 && commits > 0)
    // So it would have shown.
    assert.deepEqual(await Promise.all(unheard.map(sealedThrough)), [NOT_THERE])
  })

  it('refuses what no replica has, reads too, and goes on when one is there again', async () => {
    const created = (await store.create(registered()))!
    const { id } = created.optimizer
    const replicas = await redis.replicas()
    for (const replica of replicas) replica.signal('SIGSTOP')
    const unmet = refusedAs(/0 of 1 replicas acknowledged within 500 ms/)
    const start = performance.now()
    // A replica has what was written before it was stopped, though nothing since.
    await Promise.all([
      assert.rejects(store.create(registered()), unmet),
      assert.rejects(store.find(id), unmet),
      assert.rejects(store.check(), unmet),
    ])
    const elapsed = performance.now() - start
    for (const replica of replicas) replica.signal('SIGCONT')
    assert.ok(elapsed < 1_500, `${elapsed} ms`)
    await until(() => succeeds(store.find(id, created).then((found) => found === created)))
  })
})
