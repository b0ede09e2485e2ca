import { setTimeout as sleep } from 'node:timers/promises'
import { between, oneOf, type Chance } from '../random.ts'
import type { Strike } from './run_config.ts'
import type { Post, World } from './deployment.ts'

/** What can be struck, and what is struck already. */
export interface Field {
  readonly world: World
  readonly random: Chance
  /** The posts that are good, and Redis while it is. */
  readonly sound: Set<Post | 'Redis'>
}

export const fieldOf = (world: World, random: Chance): Field => ({
  world,
  random,
  sound: new Set([...world.posts, 'Redis' as const]),
})

/** Strikes, repairs, and tells whether there was anything to strike. */
export type Striking = (field: Field) => Promise<boolean>

type Blow<T> = (target: T, random: Chance) => Promise<void>

/** On a service or its ways. One is always left to ask. */
const onPost =
  (blow: Blow<Post>): Striking =>
  async ({ sound, random }) => {
    const posts = [...sound].filter((each) => each !== 'Redis')
    if (posts.length < 2) return false
    const post = oneOf(random, posts)
    sound.delete(post)
    await blow(post, random)
    sound.add(post)
    return true
  }

const onRedis =
  (blow: Blow<World>): Striking =>
  async ({ sound, random, world }) => {
    if (!sound.delete('Redis')) return false
    await blow(world, random)
    sound.add('Redis')
    return true
  }

export const STRIKES: Readonly<Record<Strike, Striking>> = {
  'service killed': onPost(async ({ instance }, random) => {
    await instance.kill()
    await sleep(between(random, 0, 200))
    await instance.start()
  }),
  'service stopped': onPost(async ({ instance }, random) => {
    instance.signal('SIGSTOP')
    await sleep(between(random, 300, 2_500))
    instance.signal('SIGCONT')
  }),
  'service cut off': onPost(async ({ outside }, random) => {
    outside.silence()
    await sleep(between(random, 300, 2_500))
    outside.restore()
  }),
  'Redis killed': onRedis(async ({ redis }, random) => {
    redis.signal('SIGKILL')
    await sleep(between(random, 0, 300))
    await redis.restart()
  }),
  'Redis stopped': onRedis(async ({ redis }, random) => {
    redis.signal('SIGSTOP')
    await sleep(between(random, 300, 1_800))
    redis.signal('SIGCONT')
  }),
  'Redis cut off': onPost(async ({ inside }, random) => {
    inside.silence()
    await sleep(between(random, 300, 1_800))
    inside.restore()
  }),
}
