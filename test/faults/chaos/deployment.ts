import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startRedis, type RedisServer } from '../../redis/server.ts'
import { caller, LOST, type Call, type Reply } from '../call.ts'
import { between, chanceOf, oneOf, type Chance } from '../random.ts'
import { startInstance, type Instance } from '../instance.ts'
import { startProxy, type Proxy } from '../tcp_proxy.ts'
import type { Plan } from './run_config.ts'

/** A service, and the ways to it and from it to Redis. */
export interface Post {
  readonly instance: Instance
  readonly outside: Proxy
  readonly inside: Proxy
}

/** What became of the calls so far. */
export interface Tally {
  calls: number
  /** Those without an answer. */
  lost: number
  /** Those that were told that the store is away: they may have been carried out, too. */
  unavailable: number
}

export interface Insisted {
  readonly reply: Reply
  /** Whether an earlier attempt may still be carried out, or was. */
  readonly isOpen: boolean
}

/** Everything that is not a trainer: one Redis and some services, each behind bad ways. */
export interface World {
  readonly seed: number
  readonly plan: Plan
  readonly redis: RedisServer
  readonly posts: readonly Post[]
  readonly tally: Readonly<Tally>
  /** Asks any of the services, once. */
  call(asked: Call): Promise<Reply | typeof LOST>
  /** Asks one after the other until there is an answer that says what happened. */
  insist(asked: Call): Promise<Insisted>
  /** Set once the run has failed: nobody insists any longer. */
  readonly failure: AbortController
  close(): Promise<void>
}

const SERVICES = 3

export interface Setting {
  readonly seed: number
  readonly plan: Plan
  /** What to start for a service, where it is not the product itself. */
  readonly main?: string | undefined
  readonly environment?: Readonly<Record<string, string>> | undefined
}

export async function startWorld({ seed, plan, main, environment }: Setting): Promise<World> {
  const redis = await startRedis()
  const posts: Post[] = []
  const { call, close } = caller()
  const failure = new AbortController()
  const tally = { calls: 0, lost: 0, unavailable: 0 }
  const random = chanceOf(seed, 'calls')

  async function ask(asked: Call): Promise<Reply | typeof LOST> {
    failure.signal.throwIfAborted()
    tally.calls += 1
    const reply = await call(oneOf(random, posts).outside.port, asked)
    if (reply === LOST) tally.lost += 1
    if (reply !== LOST && reply.status === 503) tally.unavailable += 1
    return reply
  }

  const world: World = {
    seed,
    plan,
    redis,
    posts,
    tally,
    failure,
    call: ask,
    async insist(asked) {
      for (let isOpen = false; ; isOpen = true) {
        const reply = await ask(asked)
        if (reply !== LOST && reply.status !== 503) return { reply, isOpen }
        await sleep(between(random, 5, 50))
      }
    },
    async close() {
      close()
      await Promise.all(posts.map(end))
      await redis.stop()
    },
  }
  try {
    for (let at = 0; at < SERVICES; at++) {
      posts.push(await startPost(redis, { main, environment }, chanceOf(seed, `ways of ${at}`)))
    }
  } catch (error) {
    await world.close()
    throw error
  }
  return world
}

async function startPost(
  redis: RedisServer,
  { main, environment }: Pick<Setting, 'main' | 'environment'>,
  random: Chance,
): Promise<Post> {
  const inside = await startProxy(redis.port, random)
  const port = await freePort()
  const url = `redis://127.0.0.1:${inside.port}`
  const launch = { main, environment: { ...environment, REDIS_URL: url } }
  const instance = await startInstance(port, launch)
  return { instance, inside, outside: await startProxy(port, random) }
}

async function end({ instance, inside, outside }: Post): Promise<void> {
  await instance.kill()
  await Promise.all([inside.close(), outside.close()])
}
