import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { showAddress } from './storage/redis/client/address.ts'
import { redisStore } from './storage/redis/redis_store.ts'
import { sqliteStore } from './storage/sqlite/sqlite_store.ts'
import type { Store } from './storage/store.ts'

/** A store, and what to call it to people. */
export interface OpenedStore {
  readonly store: Store
  readonly data: string
}

/** A Redis that is away for longer does not keep the service from being started. */
const READY_TIMEOUT_MS = 2_000

/** Opens the store that the environment names. Throws where that must not be used as it is set. */
export async function openStore(config: Config, log: Logger): Promise<OpenedStore> {
  const { REDIS_URL: address, LOCKSTEP_REDIS_WAIT: replicas } = config
  if (!address) {
    const file = resolve(config.LOCKSTEP_DATA)
    return { store: sqliteStore(file), data: file }
  }
  const onError = (err: Error) => log.warn({ err }, 'Redis is unavailable')
  const store = redisStore(address, { replicas, onError })
  const ready = store.ready.then(() => true)
  const isReady = await Promise.race([ready, sleep(READY_TIMEOUT_MS, false)])
  const reason = isReady ? store.misconfiguration() : undefined
  const data = showAddress(address)
  if (reason !== undefined) throw new Error(`Cannot use ${data}: ${reason}`)
  return { store, data }
}
