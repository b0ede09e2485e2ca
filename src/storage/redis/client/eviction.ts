import { ReplyError, type Redis } from 'ioredis'

/** Checks that servers evict nothing: a full Redis would delete optimizers without an error. */
export interface EvictionWatch {
  /** Watches a server: its policy is read whenever a connection to it becomes ready. */
  readonly watch: (redis: Redis) => void
  /** The reason why the store must not be used, if there is one. */
  readonly misconfiguration: () => string | undefined
  /** Resolves once the policy of every server has been read. */
  readonly checked: Promise<void>
}

/** How often calls re-read a wrong policy, in milliseconds: it can be set without a restart. */
const RECHECK_MS = 1_000

const NO_EVICTION = 'noeviction'

/** Watches all servers. Until their policies have been read, the store must not be used. */
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
    // A node that joins later counts as the others do, until its policy has been read.
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
    // Where an ACL forbids INFO the policy cannot be read, which is no reason to refuse everything.
    if (error instanceof ReplyError) return NO_EVICTION
    throw error
  }
}

function misconfigurationOf(policies: readonly (string | undefined)[]): string | undefined {
  const wrong = policies.find((policy) => policy !== undefined && policy !== NO_EVICTION)
  if (wrong === undefined) return undefined
  return `its maxmemory-policy is ${wrong}, which drops optimizers when memory is full: set it to noeviction`
}
