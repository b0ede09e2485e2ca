import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SentinelRedis } from '../../../redis/sentinel.ts'
import { withRedis } from '../../../redis/server.ts'
import { succeeds, until } from '../../../service.ts'

/** A failover for which an edit that one replica of two has may be lost. */
export type Strike = (redis: SentinelRedis) => Promise<void>

/** Promotes a replica while the primary lives: it acknowledges until its clients have left it. */
export const handOver: Strike = async (redis) => {
  const primary = await redis.primary()
  await redis.handOver()
  await sleep(500)
  await redis.demote(primary)
}

/** Suspends the primary for three seconds, after which sentinels may have promoted a replica. */
export const pausePrimary: Strike = async (redis) => {
  const primary = await redis.primary()
  primary.signal('SIGSTOP')
  await sleep(3_000)
  primary.signal('SIGCONT')
  // A failover that has begun is carried out.
  await sleep(2_000)
  if ((await redis.primary()) !== primary) await redis.demote(primary)
}

/**
 * Suspends the replica that sentinels prefer, so that only the other one acknowledges, and kills the
 * primary.
 */
export const promoteLaggingReplica =
  (lagMs: number): Strike =>
  async (redis) => {
    const primary = await redis.primary()
    const preferred = await preferredReplica(redis)
    preferred.signal('SIGSTOP')
    await withRedis(primary.url, (each) => each.call('CLIENT', 'KILL', 'TYPE', 'replica'))
    // The other replica connects again within a second.
    await sleep(lagMs)
    primary.signal('SIGKILL')
    preferred.signal('SIGCONT')
    await until(() => succeeds(redis.primary().then((chosen) => chosen !== primary)))
    assert.equal(await redis.primary(), preferred, 'the preferred replica was not promoted')
    await redis.rejoin(primary)
  }

/** Options of three servers with different priorities. */
export const PRIORITIES = ['1', '10', '100'].map((priority) => ['--replica-priority', priority])

async function preferredReplica(redis: SentinelRedis) {
  const replicas = await redis.replicas()
  const priorities = await Promise.all(
    replicas.map(({ url }) => withRedis(url, (each) => each.config('GET', 'replica-priority'))),
  )
  const numbers = priorities.map((reply) => Number(reply[1]))
  return replicas[numbers.indexOf(Math.min(...numbers))]!
}
