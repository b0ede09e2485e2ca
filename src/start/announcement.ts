import type { Logger } from 'pino'
import type { Store } from '../storage/store.ts'

/** The facts about a service that has started. */
export interface Started {
  readonly version: string
  readonly data: string
  readonly address: string
  /** What is true of an acknowledged write. */
  readonly kept: string
  /** Why the store cannot be used yet. */
  readonly outage?: string | undefined
}

/** Logs that the service listens, for machines, and says it on the other stream, for people. */
export async function announce(log: Logger, store: Store, started: Started): Promise<void> {
  if (!log.isLevelEnabled('info')) return
  const { version, data, address, outage, kept } = started
  const size = await sizeOf(store).catch((error: Error) => `unknown: ${outage ?? error.message}`)
  log.info({ version, data, address, size, kept }, 'Lockstep serves')
  const facts = [`data: ${data}`, `open: ${address}/docs`, `size: ${size}`, `kept: ${kept}`]
  say(log, `Lockstep ${version}\n  ${facts.join('\n  ')}`)
}

/** For people who start it by hand. The log, on the other stream, is for machines. */
export function say(log: Logger, text: string): void {
  if (log.isLevelEnabled('info')) process.stderr.write(`${text}\n`)
}

/**
 * Optimizers are counted up to here, by one page of the list: with 100 000 stored it takes 3 to 16 ms
 * on SQLite and 18 to 160 ms on Redis (two shared, busy cores). The service listens meanwhile.
 */
const MAX_COUNT = 1_000

async function sizeOf(store: Store): Promise<string> {
  const { summaries, next } = await store.list({ limit: MAX_COUNT, labels: {} })
  if (next !== undefined) return `${summaries.length} optimizers or more`
  if (summaries.length === 0) return 'no optimizers yet'
  return summaries.length === 1 ? '1 optimizer' : `${summaries.length} optimizers`
}
