import { ReplyError, type Redis } from 'ioredis'

/** Watches that servers evict nothing: a Redis that is full would drop optimizers in silence. */
export interface Watch {
  /** Begins to watch a server: its policy is read whenever a connection to it becomes ready. */
  readonly watch: (redis: Redis) => void
  /** Says what keeps the store from being used, if anything does. */
  readonly unfit: () => string | undefined
  /** Resolves once the policy of every server has been read. */
  readonly read: Promise<void>
}

/** While a server is unfit, its policy is read this often: it can be set without a restart. */
const AGAIN_MS = 1_000

export function watchEviction(
  servers: () => readonly Redis[],
  onError: (error: Error) => void,
): Watch {
  const watched = new WeakSet<Redis>()
  const policies = new WeakMap<Redis, string>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let unfit: string | undefined = 'not connected yet'
  let isRead = false

  function judge(): void {
    const known = servers().map((redis) => policies.get(redis))
    isRead ||= known.every((policy) => policy !== undefined)
    if (!isRead) return
    resolve()
    const wrong = known.find((policy) => policy !== undefined && policy !== 'noeviction')
    unfit = wrong && reasonOf(wrong)
  }

  async function read(redis: Redis): Promise<void> {
    try {
      policies.set(redis, await policyOf(redis))
    } catch (error) {
      onError(error as Error)
      // Whoever may not ask cannot tell: that is no reason to refuse all.
      if (error instanceof ReplyError) policies.set(redis, policies.get(redis) ?? 'noeviction')
    }
    judge()
    const isWrong = (policies.get(redis) ?? 'noeviction') !== 'noeviction'
    if (isWrong && redis.status === 'ready') setTimeout(() => void read(redis), AGAIN_MS).unref()
  }

  return {
    watch(redis) {
      judge()
      if (watched.has(redis)) return
      watched.add(redis)
      redis.on('ready', () => void read(redis))
      if (redis.status === 'ready') void read(redis)
    },
    unfit: () => unfit,
    read: promise,
  }
}

async function policyOf(redis: Redis): Promise<string> {
  const memory = await redis.info('memory')
  return /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'noeviction'
}

const reasonOf = (policy: string) =>
  `its maxmemory-policy is ${policy}, which drops optimizers when memory is full: set it to noeviction`
