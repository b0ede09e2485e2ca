import { readAddress } from '../src/storage/redis/address.ts'
import { redisStore } from '../src/storage/redis/redis_store.ts'
import type { Store } from '../src/storage/store.ts'
import { succeeds, until } from './service.ts'

/** A store on a test's own Redis, connected. */
export async function connectedStore(url: string, replicas = 0): Promise<Store> {
  const store = redisStore(readAddress(url), { replicas, onError: () => {} })
  await until(() => succeeds(store.check().then(() => true)))
  return store
}
