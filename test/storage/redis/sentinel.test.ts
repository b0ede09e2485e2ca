import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisServer } from '../../redis/server.ts'
import { startSentinels } from '../../redis/sentinel.ts'
import { connectedStore, refusedAs } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { startWriters } from '../writers.ts'
import { registered } from '../optimizers.ts'

const redis = await startSentinels()
after(() => redis.stop())

const NOT_FOUND = -1

/** A failover takes the two seconds of down-after-milliseconds, an election, and a connection. */
const MAX_RECOVERY_MS = 8_000

describe('the Redis store behind sentinels', async () => {
  const store = await connectedStore(redis.url, 1)
  /** A store that does not wait for replicas. */
  const withoutWait = await connectedStore(redis.url)
  after(async () => {
    await store.close()
    await withoutWait.close()
  })

  /** Waits until there is another primary, and the store accepts writes. */
  async function waitForFailover(lost: RedisServer, what: string): Promise<void> {
    const start = performance.now()
    await until(() => succeeds(redis.primary().then((chosen) => chosen !== lost)))
    await until(() => succeeds(store.create(registered()).then(Boolean)))
    const elapsed = performance.now() - start
    console.log(`# back ${Math.round(elapsed)} ms after a primary ${what}`)
    assert.ok(elapsed < MAX_RECOVERY_MS, `${elapsed} ms`)
  }

  /** The last sealed step of an optimizer, once the store responds. */
  async function sealedThrough(id: string): Promise<number> {
    let sealed = NaN
    const read = async () => {
      sealed = (await store.find(id))?.optimizer.sealedThrough ?? NOT_FOUND
      return true
    }
    await until(() => succeeds(read()))
    return sealed
  }

  /** The primary that was lost last. */
  let lost: RedisServer | undefined

  /**
   * Starts the lost server again as a replica. Each sentinel announces a failover by itself, and the
   * client connects again at each announcement: afterwards none is to come.
   */
  async function rejoin(): Promise<void> {
    if (!lost) return
    lost.signal('SIGKILL')
    await redis.rejoin(lost)
    lost = undefined
    await redis.untilReplicating()
    await until(() => succeeds(store.check().then(() => true)))
  }

  /** Ways to lose a primary. */
  const PRIMARY_FAULTS: Record<string, (primary: RedisServer) => Promise<void>> = {
    'was killed': async (primary) => primary.signal('SIGKILL'),
    hung: async (primary) => primary.signal('SIGSTOP'),
    'was cut off and killed': suspendReplicasAndKill,
  }

  /** Optimizers that were acknowledged without WAIT, and that no replica has. */
  const unreplicated: string[] = []

  async function suspendReplicasAndKill(primary: RedisServer): Promise<void> {
    await redis.suspendReplicas()
    unreplicated.push((await withoutWait.create(registered()))!.optimizer.id)
    // Longer than two WAITs: replicas may still have the first commit in their socket buffers.
    await sleep(1_300)
    primary.signal('SIGKILL')
    await redis.resumeReplicas()
  }

  it('is available again within seconds of a failover, and has every acknowledged commit', async () => {
    let [commits, checked] = [0, 0]
    for (const [what, lose] of Object.entries(PRIMARY_FAULTS)) {
      await rejoin()
      const load = startWriters(store, 16)
      await sleep(300)
      lost = await redis.primary()
      await lose(lost)
      await waitForFailover(lost, what)
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
    // The control: a commit without WAIT was lost.
    assert.deepEqual(await Promise.all(unreplicated.map(sealedThrough)), [NOT_FOUND])
  })

  it('refuses commits and reads that no replica has, and continues when one is available', async () => {
    await rejoin()
    const created = (await store.create(registered()))!
    const { id } = created.optimizer
    const replicas = await redis.replicas()
    for (const replica of replicas) replica.signal('SIGSTOP')
    const unmet = refusedAs(/0 of 1 replicas acknowledged within 500 ms/)
    const start = performance.now()
    // A suspended replica has the earlier writes, and none of the later ones.
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
