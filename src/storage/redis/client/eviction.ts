import { ReplyError, type Redis } from 'ioredis'

/** Watches that servers evict nothing: a Redis that is full would drop optimizers in silence. */
export interface EvictionWatch {
  /** Begins to watch a server: its policy is read whenever a connection to it becomes ready. */
  readonly watch: (redis: Redis) => void
  /** Says what keeps the store from being used, if anything does. */
  readonly misconfiguration: () => string | undefined
  /** Resolves once the policy of every server has been read. */
  readonly checked: Promise<void>
}

/** While servers are unfit, calls have them asked again this often: it is set without a restart. */
const RECHECK_MS = 1_000

const NO_EVICTION = 'noeviction'

/** Watches whatever servers there are. Until they have been asked, nothing is fit. */
export function watchEviction(
  servers: () => readonly Redis[],
  onError: (error: Error) => void,
): EvictionWatch {
  const watched = new WeakSet<Redis>()
  const policies = new WeakMap<Redis, string>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let reason: string | undefined = 'not connected yet'
  let readAt = 0

  async function read(redis: Redis): Promise<void> {
    readAt = performance.now()
    const policy = await policyOf(redis).catch(onError)
    if (policy) policies.set(redis, policy)
    evaluate()
  }

  function evaluate(): void {
    const current = servers().map((redis) => policies.get(redis))
    // A node that joins later is taken to be as the others are, until it has been asked.
    if (reason !== undefined && (current.length === 0 || current.includes(undefined))) return
    resolve()
    const next = misconfigurationOf(current)
    if (next !== undefined && next !== reason) onError(new Error(`Redis is misconfigured: ${next}`))
    reason = next
  }

  return {
    watch(redis) {
      evaluate()
      if (watched.has(redis)) return
      watched.add(redis)
      redis.on('ready', () => void read(redis))
      if (redis.status === 'ready') void read(redis)
    },
    misconfiguration() {
      const isDue = reason !== undefined && performance.now() - readAt > RECHECK_MS
      if (isDue) servers().forEach((redis) => void (redis.status === 'ready' && read(redis)))
      return reason
    },
    checked: promise,
  }
}

async function policyOf(redis: Redis): Promise<string> {
  try {
    const memory = await redis.info('memory')
    return /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? NO_EVICTION
  } catch (error) {
    // Whoever may not ask cannot tell: that is no reason to refuse all.
    if (error instanceof ReplyError) return NO_EVICTION
    throw error
  }
}

function misconfigurationOf(policies: readonly (string | undefined)[]): string | undefined {
  const wrong = policies.find((policy) => policy !== undefined && policy !== NO_EVICTION)
  if (wrong === undefined) return undefined
  return `its maxmemory-policy is ${wrong}, which drops optimizers when memory is full: set it to noeviction`
}
