import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { RedisServer } from '../../redis/server.ts'
import { succeeds, until } from '../../service.ts'
import { httpCaller, NO_REPLY } from '../call.ts'
import { randomFor, randomInteger } from '../random.ts'
import type { Deployment } from './deployment.ts'

/** How a primary is lost, after a time in which it acknowledged writes without replicating them. */
export type PrimaryFault = 'killed' | 'stopped'

/** The result of a failover. */
export interface FailoverResult {
  readonly fault: PrimaryFault
  /** The keys that were newer on the primary than on any replica. */
  readonly behind: readonly string[]
  /** The time until every service could write again. */
  readonly recoveryMs: number
}

/** A failover that can be repaired. */
interface Failover extends FailoverResult {
  /** Starts the lost server as a replica, and waits until all servers are replicating. */
  readonly repair: () => Promise<void>
  /** The new primary. */
  readonly successor: RedisServer
}

/** Loses one primary after another, in these ways. */
export const loseEach =
  (faults: readonly PrimaryFault[]) =>
  async (deployment: Deployment): Promise<readonly FailoverResult[]> => {
    const random = randomFor(deployment.seed, 'failovers')
    const results: FailoverResult[] = []
    for (const fault of faults) {
      await sleep(randomInteger(random, 300, 600))
      const lost = await losePrimary(deployment, fault, randomInteger(random, 500, 900))
      results.push(lost)
      await lost.repair()
      // If sentinels replaced a healthy primary, writes that only some replicas have would be lost.
      const primary = await deployment.redis.primary()
      assert.equal(primary, lost.successor, 'an unexpected failover')
      deployment.failure.signal.throwIfAborted()
    }
    return results
  }

/** Partitions the replicas, then loses the primary, and waits until the services have recovered. */
async function losePrimary(
  deployment: Deployment,
  fault: PrimaryFault,
  lagMs: number,
): Promise<Failover> {
  const { redis } = deployment
  const primary = await redis.primary()
  const replicas = await redis.replicas()
  await redis.suspendReplicas()
  await sleep(lagMs)
  const primaryKeys = await dumpOf(primary)
  const began = performance.now()
  primary.signal(fault === 'killed' ? 'SIGKILL' : 'SIGSTOP')
  await redis.resumeReplicas()
  const replicaKeys = await Promise.all(replicas.map(dumpOf))
  const behind = [...primaryKeys].filter(([key, dump]) =>
    replicaKeys.every((each) => each.get(key) !== dump),
  )
  await until(() => succeeds(redis.primary().then((chosen) => chosen !== primary)))
  const successor = await redis.primary()
  await waitUntilWritable(deployment, `probe-${Math.round(began)}`)
  const recoveryMs = performance.now() - began
  const repair = async () => {
    primary.signal('SIGKILL')
    await redis.rejoin(primary)
    await redis.untilReplicating()
  }
  return { fault, behind: behind.map(([key]) => key), recoveryMs, repair, successor }
}

/** The dump of each key of a server. */
async function dumpOf({ url }: RedisServer): Promise<Map<string, string>> {
  const redis = new Redis(url, { commandTimeout: 5_000 })
  redis.on('error', () => {})
  try {
    const keys = await redis.keys('*job-*')
    const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)))
    return new Map(keys.map((key, at) => [key, dumps[at]?.toString('base64') ?? '']))
  } finally {
    redis.disconnect()
  }
}

/** Waits until each of the services has registered something. */
export async function waitUntilWritable({ instances }: Deployment, name: string): Promise<void> {
  const { call, close } = httpCaller()
  const body = { groups: [{ name: 'all', lr: 0.1 }], schedulers: [] }
  const isBack = async (port: number, path: string) => {
    const reply = await call(port, { method: 'PUT', path, body })
    return reply !== NO_REPLY && reply.status < 300
  }
  const all = instances.map(({ port }, at) =>
    until(() => isBack(port, `/v1/optimizers/${name}-${at}`)),
  )
  await Promise.all(all).finally(close)
}
