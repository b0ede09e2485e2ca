import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { urlOf } from './start/listen.ts'
import { checkDataFile } from './start/data_file.ts'
import { lockDataFile } from './start/process_lock.ts'
import { keptWrites } from './start/kept_writes.ts'
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
  /** Why the store cannot be used yet. */
  readonly outage?: string | undefined
  /** What is true of an acknowledged write. */
  readonly kept: string
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
    const store = sqliteStore(file)
    return { store, data, kept: keptWrites(config, undefined), publish, release }
  } catch (error) {
    release()
    throw error instanceof OpenError ? new StartError(error.message, { cause: error }) : error
  }
}

/**
 * A Redis that is unavailable for longer does not keep the service from being started: it waits, and
 * `/readyz` answers 503. So it is where Redis was not reached: it is down, or its name is not known
 * yet, as while containers start together. A start ends where Redis was reached and only a person can
 * help, who reads this at the start: a wrong password, scheme or certificate, an ACL that forbids what
 * is needed, a policy that evicts. A service that runs goes on and waits in each of these cases.
 */
const READY_TIMEOUT_MS = 2_000

async function openRedis(
  config: Config,
  address: NonNullable<Config['REDIS_URL']>,
  log: Logger,
): Promise<OpenedStore> {
  const data = showAddress(address)
  let isOpened = false
  const store = redisStore(address, {
    replicas: config.LOCKSTEP_REDIS_WAIT,
    // What ends the start is not logged as well.
    onUnavailable: (cause) => isOpened && log.warn(outageOf(cause)),
    onAvailable: () => isOpened && log.warn('Redis is available again'),
  })
  const ready = store.ready.then(() => undefined)
  const reason = await Promise.race([store.refused, ready, sleep(READY_TIMEOUT_MS, undefined)])
  if (reason !== undefined) throw new StartError(`Cannot use ${data}: ${reason}`)
  isOpened = true
  const cause = store.outage()
  const outage = cause === undefined ? undefined : outageOf(cause)
  if (outage !== undefined) log.warn(outage)
  const kept = keptWrites(config, await store.hasAppendOnlyFile())
  return { store, data, outage, kept, publish: () => {}, release: () => {} }
}

const outageOf = (cause: string) => `Redis is unavailable: ${cause}`
