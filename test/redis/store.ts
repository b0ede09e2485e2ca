import { Refusal } from '../../src/core/problem.ts'
import { readAddress } from '../../src/storage/redis/client/address.ts'
import type { ReplicaSetting } from '../../src/storage/redis/client/waited_replicas.ts'
import { redisStore, type RedisStore } from '../../src/storage/redis/redis_store.ts'
import { succeeds, until } from '../service.ts'

/** A store on the Redis of a test. It may not be connected yet. */
export const storeAt = (url: string, replicas: ReplicaSetting = 0): RedisStore =>
  redisStore(readAddress(url), { replicas, onUnavailable: () => {}, onAvailable: () => {} })

/** A connected store on the Redis of a test. */
export async function connectedStore(
  url: string,
  replicas: ReplicaSetting = 0,
): Promise<RedisStore> {
  const store = storeAt(url, replicas)
  await until(() => succeeds(store.check().then(() => true)))
  return store
}

/** Whether an error is store_unavailable with a matching reason. */
export const refusedAs = (reason: RegExp) => (error: unknown) =>
  error instanceof Refusal &&
  error.problem.code === 'store_unavailable' &&
  reason.test(error.problem.reason)
