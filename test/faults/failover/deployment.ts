import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../redis/server.ts'
import { startSentinels, type SentinelRedis } from '../../redis/sentinel.ts'
import { caller, LOST, type Call, type Reply } from '../call.ts'
import { between, chanceOf, oneOf } from '../random.ts'
import { startInstance, type Instance } from '../instance.ts'

/** Two services on a Redis that fails over. */
export interface World {
  readonly seed: number
  readonly redis: SentinelRedis
  readonly instances: readonly Instance[]
  /** Asks any of the services, once. */
  call(asked: Call): Promise<Reply | typeof LOST>
  /** Asks until there is an answer that says what happened; each time what is to be asked by then. */
  insist(asked: () => Call): Promise<Reply>
  isOver(): boolean
  end(): void
  /** The first thing that went wrong ends it all. */
  readonly failure: AbortController
  close(): Promise<void>
}

const SERVICES = 2

/** @param replicas how many are waited for before anything is acknowledged. */
export async function startWorld(seed: number, replicas: number): Promise<World> {
  const redis = await startSentinels()
  const instances: Instance[] = []
  const { call, close } = caller()
  const failure = new AbortController()
  const random = chanceOf(seed, 'calls')
  let isOver = false

  async function ask(asked: Call): Promise<Reply | typeof LOST> {
    failure.signal.throwIfAborted()
    return call(oneOf(random, instances).port, asked)
  }

  const world: World = {
    seed,
    redis,
    instances,
    failure,
    call: ask,
    async insist(asked) {
      for (;;) {
        const reply = await ask(asked())
        if (reply !== LOST && reply.status !== 503) return reply
        await sleep(between(random, 10, 100))
      }
    },
    isOver: () => isOver || failure.signal.aborted,
    end: () => void (isOver = true),
    async close() {
      failure.abort(new Error('The world is closed'))
      close()
      await Promise.all(instances.map((instance) => instance.kill()))
      await redis.stop()
    },
  }
  const environment = { REDIS_URL: redis.url, LOCKSTEP_REDIS_WAIT: `${replicas}` }
  try {
    for (let at = 0; at < SERVICES; at++) {
      instances.push(await startInstance(await freePort(), { environment }))
    }
  } catch (error) {
    await world.close()
    throw error
  }
  return world
}
