import type { Logger } from 'pino'
import { Refusal } from '../core/problem.ts'
import type { Store } from '../storage/store.ts'

/** What a person who has started the service wants to know. */
export interface Started {
  readonly version: string
  readonly data: string
  readonly address: string
  /** How many optimizers there are. */
  readonly size: string
}

export function announce(log: Logger, { version, data, address, size }: Started): void {
  log.info({ version, data, address, size }, 'Lockstep serves')
  say(log, `Lockstep ${version}\n  data: ${data}\n  open: ${address}/docs\n  size: ${size}`)
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

export async function sizeOf(store: Store, outage = 'the store is unavailable'): Promise<string> {
  try {
    const { summaries, next } = await store.list({ limit: MAX_COUNT, labels: {} })
    if (next !== undefined) return `${summaries.length} optimizers or more`
    if (summaries.length === 0) return 'no optimizers yet'
    return summaries.length === 1 ? '1 optimizer' : `${summaries.length} optimizers`
  } catch (error) {
    if (error instanceof Refusal) return `unknown: ${outage}`
    throw error
  }
}
