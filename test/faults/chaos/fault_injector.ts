import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { between, chanceOf, type Chance } from '../random.ts'
import type { Strike } from './run_config.ts'
import { fieldOf, STRIKES } from './faults.ts'
import type { World } from './deployment.ts'

/** How often each fault has struck something that was there to be struck. */
export type Struck = Record<Strike | 'scripts flushed', number>

/** All that goes wrong with processes and networks, in an order and at distances from the seed. */
export function storm(world: World) {
  const { plan, failure } = world
  const random = chanceOf(world.seed, 'storm')
  const field = fieldOf(world, random)
  const strikes = shuffled(random, bag(plan.strikes))
  const struck = none(plan.strikes)
  const repairs = new Set<Promise<void>>()

  /** Strikes, and does not wait for the repair: the next fault may come before it is done. */
  function strike(kind: Strike): void {
    const repair = STRIKES[kind](field).then(
      (hit) => {
        if (hit) struck[kind] += 1
        // Not at once: others come first.
        if (!hit) strikes.unshift(kind)
      },
      (error: unknown) => failure.abort(error),
    )
    repairs.add(repair)
    void repair.then(() => repairs.delete(repair))
  }

  /** Goes on until each kind has struck as often as planned. */
  async function rage(): Promise<void> {
    for (const { outside, inside } of world.posts) {
      outside.weather(plan.outside)
      inside.weather(plan.inside)
    }
    while (strikes.length + repairs.size > 0) {
      const kind = strikes.pop()
      if (kind) strike(kind)
      await sleep(plan.pauseMs * (0.5 + random()), undefined, { signal: failure.signal })
    }
  }

  return {
    struck,
    rage,
    calm: () => clear(world, repairs),
    flushing: () => flushing(world, struck),
  }
}

/** After it, everything is up and every way is good. */
async function clear({ posts }: World, repairs: Iterable<Promise<void>>): Promise<void> {
  for (const { outside, inside } of posts) {
    outside.weather({})
    inside.weather({})
  }
  await Promise.all(repairs)
}

/** Makes Redis forget its scripts, each second, until it is told to stop. */
function flushing({ redis }: World, struck: Struck): () => void {
  const admin = new Redis(redis.url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 500,
    retryStrategy: () => 200,
  })
  admin.on('error', () => {})
  const timer = setInterval(() => {
    admin.script('FLUSH').then(
      () => (struck['scripts flushed'] += 1),
      () => {},
    )
  }, 1_000)
  return () => {
    clearInterval(timer)
    admin.disconnect()
  }
}

type Strikes = Readonly<Record<Strike, number>>

const none = (strikes: Strikes): Struck => {
  const kinds = Object.keys(strikes) as Strike[]
  const zeroes = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Strike, number>
  return { ...zeroes, 'scripts flushed': 0 }
}

const bag = (strikes: Strikes): Strike[] =>
  Object.entries(strikes).flatMap(([kind, times]) => Array<Strike>(times).fill(kind as Strike))

function shuffled<T>(random: Chance, items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = between(random, 0, last)
    ;[items[last], items[other]] = [items[other]!, items[last]!]
  }
  return items
}
