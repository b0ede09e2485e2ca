import { Redis, ReplyError } from 'ioredis'
import { refuse } from '../../core/problem.ts'

/**
 * No command is ever sent twice by the client: whether a cut connection carried it out is decided
 * by asking again, with the same step. So nothing queues while Redis is away, nothing is retried,
 * and a silent server is given up on in time to answer 503 within two seconds.
 */
const OPTIONS = {
  lazyConnect: true,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  enableAutoPipelining: false,
  connectTimeout: 1_000,
  commandTimeout: 1_000,
  socketTimeout: 1_500,
  keepAlive: 10_000,
  retryStrategy: (attempt: number) =>
    Math.min(2_000, 50 * 2 ** attempt) * (0.5 + Math.random() / 2),
  // After a failover the old primary answers READONLY: reconnect, to find the new one.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
}

/** Opens a connection that keeps itself open. It may not be connected yet, or not at the moment. */
export function connect(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, OPTIONS)
  redis.on('error', onError)
  redis.connect().catch(onError)
  return redis
}

/** Ways in which a Redis that answers still says that it cannot serve now. */
const AWAY =
  /^(MISCONF|OOM|NOREPLICAS|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|UNKILLABLE)\b/

/** Waits for a reply. A server that is away is a refusal; anything else it says is a fault. */
export async function reply<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } catch (error) {
    const { message } = error as Error
    if (error instanceof ReplyError && !AWAY.test(message)) throw error
    return refuse({ code: 'store_unavailable', reason: `Redis: ${message}` }, { cause: error })
  }
}
