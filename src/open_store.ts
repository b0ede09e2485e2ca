import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { urlOf } from './start/listen.ts'
import { checkDataFile } from './start/data_file.ts'
import { lockDataFile } from './start/process_lock.ts'
import { StartError } from './start/start_error.ts'
import { showAddress } from './storage/redis/client/address.ts'
import { redisStore } from './storage/redis/redis_store.ts'
import { OpenError } from './storage/sqlite/open_error.ts'
import { sqliteStore } from './storage/sqlite/sqlite_store.ts'
import type { Store } from './storage/store.ts'

/** A store, with its location as it is shown to people. */
export interface OpenedStore {
  readonly store: Store
  readonly data: string
  /** Publishes the address of this process, for another one that is refused the same data. */
  readonly publish: (address: string) => void
  /** Lets another process use the data, once the store is closed. */
  readonly release: () => void
}

/** Opens the configured store. Throws where its own settings make it unusable. */
export async function openStore(config: Config, log: Logger): Promise<OpenedStore> {
  return config.REDIS_URL ? openRedis(config, config.REDIS_URL, log) : openSqlite(config)
}

async function openSqlite(config: Config): Promise<OpenedStore> {
  const data = resolve(config.LOCKSTEP_DATA)
  const file = checkDataFile(data)
  const { publish, release } = await lockDataFile(file, urlOf(config))
  try {
    return { store: sqliteStore(file), data, publish, release }
  } catch (error) {
    release()
    throw error instanceof OpenError ? new StartError(error.message, { cause: error }) : error
  }
}

/** After this time the service starts although Redis is unavailable, in milliseconds. */
const READY_TIMEOUT_MS = 2_000

async function openRedis(
  { LOCKSTEP_REDIS_WAIT: replicas }: Config,
  address: NonNullable<Config['REDIS_URL']>,
  log: Logger,
): Promise<OpenedStore> {
  const onError = (err: Error) => log.warn({ err }, 'Redis is unavailable')
  const store = redisStore(address, { replicas, onError })
  const ready = store.ready.then(() => true)
  const isReady = await Promise.race([ready, sleep(READY_TIMEOUT_MS, false)])
  const reason = isReady ? store.misconfiguration() : undefined
  const data = showAddress(address)
  if (reason !== undefined) throw new StartError(`Cannot use ${data}: ${reason}`)
  return { store, data, publish: () => {}, release: () => {} }
}
