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

/** While servers are unfit, calls have them asked again this often: it is set without a restart. */
const AGAIN_MS = 1_000

const KEEPS_ALL = 'noeviction'

/** Watches whatever servers there are. Until they have been asked, nothing is fit. */
export function watchEviction(
  servers: () => readonly Redis[],
  onError: (error: Error) => void,
): Watch {
  const watched = new WeakSet<Redis>()
  const policies = new WeakMap<Redis, string>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let unfit: string | undefined = 'not connected yet'
  let asked = 0

  async function read(redis: Redis): Promise<void> {
    asked = performance.now()
    const policy = await policyOf(redis).catch(onError)
    if (policy) policies.set(redis, policy)
    judge()
  }

  function judge(): void {
    const known = servers().map((redis) => policies.get(redis))
    // A node that joins later is taken to be as the others are, until it has been asked.
    if (unfit !== undefined && (known.length === 0 || known.includes(undefined))) return
    resolve()
    const reason = reasonOf(known)
    if (reason !== undefined && reason !== unfit) onError(new Error(`Redis is unfit: ${reason}`))
    unfit = reason
  }

  return {
    watch(redis) {
      judge()
      if (watched.has(redis)) return
      watched.add(redis)
      redis.on('ready', () => void read(redis))
      if (redis.status === 'ready') void read(redis)
    },
    unfit() {
      const isDue = unfit !== undefined && performance.now() - asked > AGAIN_MS
      if (isDue) servers().forEach((redis) => void (redis.status === 'ready' && read(redis)))
      return unfit
    },
    read: promise,
  }
}

async function policyOf(redis: Redis): Promise<string> {
  try {
    const memory = await redis.info('memory')
    return /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? KEEPS_ALL
  } catch (error) {
    // Whoever may not ask cannot tell: that is no reason to refuse all.
    if (error instanceof ReplyError) return KEEPS_ALL
    throw error
  }
}

function reasonOf(policies: readonly (string | undefined)[]): string | undefined {
  const wrong = policies.find((policy) => policy !== undefined && policy !== KEEPS_ALL)
  if (wrong === undefined) return undefined
  return `its maxmemory-policy is ${wrong}, which drops optimizers when memory is full: set it to noeviction`
}
