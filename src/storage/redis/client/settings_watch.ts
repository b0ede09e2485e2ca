import type { Redis } from 'ioredis'

/** Checks that the settings of servers let them keep optimizers. */
export interface SettingsWatch {
  /** Watches a server: its settings are read whenever a connection to it becomes ready. */
  readonly watch: (redis: Redis) => void
  /** The reason why the store must not be used, if there is one. */
  readonly misconfiguration: () => string | undefined
  /** Reads the settings again, unless that was just done: a server has forbidden a command. */
  readonly recheck: () => void
  /** Resolves once the settings of every server have been read. */
  readonly checked: Promise<void>
}

export interface SettingsOptions {
  /** The servers that are written to. */
  readonly servers: () => readonly Redis[]
  /** What is wrong with the settings of one, if anything is. */
  readonly faultOf: (redis: Redis) => Promise<string | undefined>
  readonly onError: (error: Error) => void
  readonly onMisconfigured: (reason: string) => void
  /** All servers are connected and rightly set. */
  readonly onReady: () => void
}

/** How often calls re-read wrong settings, in milliseconds: a correction needs no restart. */
const RECHECK_MS = 1_000

/** Of a server that was checked: what is wrong with it, or that nothing is. */
type Fault = string | null

/** Watches all servers. Until their settings have been read, the store must not be used. */
export function watchSettings(options: SettingsOptions): SettingsWatch {
  const { servers, faultOf, onError, onMisconfigured, onReady } = options
  const watched = new WeakSet<Redis>()
  const faults = new WeakMap<Redis, Fault>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let reason: string | undefined = 'not connected yet'
  let readAt = 0

  function read(redis: Redis): void {
    readAt = performance.now()
    const known = faultOf(redis).then((fault) => faults.set(redis, fault ?? null), onError)
    void known.then(evaluate)
  }

  function evaluate(): void {
    const current = servers().map((redis) => faults.get(redis))
    // A node that joins later counts as the others do, until its settings have been read.
    if (reason !== undefined && !areChecked(current)) return
    const next = current.find((fault) => typeof fault === 'string')
    if (next !== undefined && next !== reason) onMisconfigured(next)
    reason = next
    resolve()
    if (next === undefined && servers().every(isReady)) onReady()
  }

  function recheck(): void {
    if (performance.now() - readAt > RECHECK_MS) servers().filter(isReady).forEach(read)
  }

  return {
    watch(redis) {
      evaluate()
      if (watched.has(redis)) return
      watched.add(redis)
      redis.on('ready', () => read(redis))
      if (isReady(redis)) read(redis)
    },
    misconfiguration() {
      if (reason !== undefined) recheck()
      return reason
    },
    recheck,
    checked: promise,
  }
}

const isReady = ({ status }: Redis) => status === 'ready'

const areChecked = (faults: readonly (Fault | undefined)[]) =>
  faults.length > 0 && !faults.includes(undefined)
