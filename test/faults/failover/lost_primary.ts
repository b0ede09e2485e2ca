import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { RedisServer } from '../../redis/server.ts'
import { succeeds, until } from '../../service.ts'
import { caller, LOST } from '../call.ts'
import type { World } from './deployment.ts'

/** How a primary is lost, after a while in which nothing it acknowledged came to any replica. */
export type Loss = 'killed' | 'stopped'

/** What a failover did. */
export interface Struck {
  readonly loss: Loss
  /** The optimizers of which the primary had more than any replica. */
  readonly behind: readonly string[]
  /** How long it took until every service could write again. */
  readonly backMs: number
}

/** What a strike leaves behind. */
export interface Strike extends Struck {
  /** Has the server that was lost back as a replica, and waits until all is whole again. */
  readonly repair: () => Promise<void>
  /** Who has taken over. */
  readonly successor: RedisServer
}

/** Cuts the replicas off for a while, loses the primary, and waits until the services are back. */
export async function strike(world: World, loss: Loss, lagMs: number): Promise<Strike> {
  const { redis } = world
  const primary = await redis.primary()
  const replicas = await redis.replicas()
  await redis.cutOff()
  await sleep(lagMs)
  const had = await contentsOf(primary)
  const began = performance.now()
  primary.signal(loss === 'killed' ? 'SIGKILL' : 'SIGSTOP')
  await redis.goOn()
  const have = await Promise.all(replicas.map(contentsOf))
  const behind = [...had].filter(([key, dump]) => have.every((each) => each.get(key) !== dump))
  await until(() => succeeds(redis.primary().then((chosen) => chosen !== primary)))
  const successor = await redis.primary()
  await writable(world, `probe-${Math.round(began)}`)
  const backMs = performance.now() - began
  const repair = async () => {
    primary.signal('SIGKILL')
    await redis.rejoin(primary)
    await redis.whole()
  }
  return { loss, behind: behind.map(([key]) => key), backMs, repair, successor }
}

/** What a server has of each key, to the byte. */
async function contentsOf({ url }: RedisServer): Promise<Map<string, string>> {
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
async function writable({ instances }: World, name: string): Promise<void> {
  const { call, close } = caller()
  const body = { groups: [{ name: 'all', lr: 0.1 }], schedulers: [] }
  const isBack = async (port: number, path: string) => {
    const reply = await call(port, { method: 'PUT', path, body })
    return reply !== LOST && reply.status < 300
  }
  const all = instances.map(({ port }, at) =>
    until(() => isBack(port, `/v1/optimizers/${name}-${at}`)),
  )
  await Promise.all(all).finally(close)
}
