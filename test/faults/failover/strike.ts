import { setTimeout as sleep } from 'node:timers/promises'
import type { SentinelRedis } from '../../redis/sentinel.ts'
import { withRedis, type RedisServer } from '../../redis/server.ts'
import { succeeds, until } from '../../service.ts'
import { randomChoice, randomFor, randomInteger, type Random } from '../random.ts'
import type { Deployment } from './deployment.ts'
import { waitUntilWritable } from './lost_primary.ts'

/** What happens to a primary in a long run. */
const STRIKES = ['handed over', 'paused', 'killed', 'cut off and killed', 'disconnected'] as const

type Strike = (typeof STRIKES)[number]

/** Strikes a primary, and resolves once every replica follows one again. */
async function strikePrimary(deployment: Deployment, random: Random): Promise<Strike> {
  const { redis } = deployment
  const strike = randomChoice(random, STRIKES)
  const primary = await redis.primary()
  // A service that lives on knows what is lost. Those on the host of the primary are lost with it.
  const { instances } = deployment
  const lost = instances.slice(random() < 0.5 ? 0 : randomInteger(random, 0, instances.length))
  const apply = APPLY[strike](deployment, primary, random)
  await Promise.all([apply, ...lost.map((instance) => instance.start())])
  await redis.untilReplicating()
  await waitUntilWritable(deployment, `probe-${Math.round(performance.now())}`)
  return strike
}

type Apply = (deployment: Deployment, primary: RedisServer, random: Random) => Promise<void>

const APPLY: Readonly<Record<Strike, Apply>> = {
  'handed over': ({ redis }) => redis.handOver(),
  // Sentinels consider it dead after two seconds, so some pauses become a failover.
  async paused({ redis }, primary, random) {
    primary.signal('SIGSTOP')
    await sleep(randomInteger(random, 1_000, 8_000))
    primary.signal('SIGCONT')
    // A failover that has begun is carried out.
    await sleep(2_000)
    await redis.untilReplicating()
  },
  killed: ({ redis }, primary) => kill(redis, primary),
  async 'cut off and killed'({ redis }, primary, random) {
    await redis.suspendReplicas()
    await sleep(randomInteger(random, 300, 900))
    await kill(redis, primary)
  },
  // The connections of services, and half of the time those of replicas too.
  async disconnected(_deployment, { url }, random) {
    for (let count = randomInteger(random, 1, 5); count > 0; count--) {
      await withRedis(url, async (redis) => {
        if (random() < 0.5) await redis.call('CLIENT', 'KILL', 'TYPE', 'replica')
        await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      })
      await sleep(randomInteger(random, 50, 500))
    }
  },
}

/** Kills a primary, and starts it again as a replica of its successor. */
async function kill(redis: SentinelRedis, primary: RedisServer): Promise<void> {
  primary.signal('SIGKILL')
  await redis.resumeReplicas()
  await until(() => succeeds(redis.primary().then((chosen) => chosen !== primary)))
  await redis.rejoin(primary)
}

/** Strikes primaries at random for some minutes, and returns how often in which way. */
export const strikeFor =
  (minutes: number) =>
  async (deployment: Deployment): Promise<Readonly<Record<string, number>>> => {
    const random = randomFor(deployment.seed, 'strikes')
    const end = performance.now() + minutes * 60_000
    const counts: Record<string, number> = {}
    while (performance.now() < end) {
      await sleep(randomInteger(random, 500, 4_000))
      const strike = await strikePrimary(deployment, random)
      counts[strike] = (counts[strike] ?? 0) + 1
      deployment.failure.signal.throwIfAborted()
    }
    return counts
  }
