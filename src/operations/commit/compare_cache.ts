import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessState } from '../cache/cache.ts'
import { invalidate } from '../cache/entries.ts'
import type { Context } from '../context.ts'
import { loadNow } from './load.ts'

/**
 * Writes of this long before a connection broke are looked for at once, in milliseconds. Older ones
 * had been replicated, or are found missing when their optimizer is used next.
 */
const RECENT_MS = 30_000
/**
 * How long every process waits at least after it has reconnected, in milliseconds: another one, which
 * has acknowledged what is lost, may notice the new primary a little later and record the loss.
 */
const SETTLE_MS = 500
const CONCURRENT_READS = 32

/**
 * After each reconnection, compares what this process has cached with the store: a failover may have
 * lost the last writes. Lost seals are repeated, and a lost input is recorded. Nothing is answered
 * from memory before it is compared, and no read is answered meanwhile.
 */
export function compareCacheOnReconnect(context: Context): void {
  const { processState } = context
  context.store.onReconnect(() => {
    const ids = takeRecent(processState)
    const comparison = Promise.all([
      sleep(SETTLE_MS, undefined, { ref: false }),
      compareAll(context, ids),
      processState.comparison,
    ]).then(() => {
      if (processState.comparison === comparison) processState.comparison = undefined
    })
    processState.comparison = comparison
  })
}

/** Invalidates all entries, and returns the ids of the recent ones. */
function takeRecent(processState: ProcessState): string[] {
  const since = performance.now() - RECENT_MS
  return [...processState.entries.entries()].flatMap(([id, { status }]) => {
    invalidate(processState, id)
    return status.kind === 'current' && status.readAtMs < since ? [] : [id]
  })
}

async function compareAll(context: Context, ids: readonly string[]): Promise<void> {
  const left = ids.values()
  const work = async () => {
    for (const id of left) await compare(context, id)
  }
  await Promise.all(Array.from({ length: CONCURRENT_READS }, work))
}

/** What fails here fails for the next caller, who is answered with the reason. */
async function compare(context: Context, id: string): Promise<void> {
  try {
    const stored = await loadNow(context, id)
    if (!stored.hasUnsavedSeals) return
    await context.store.commit({ before: stored, after: { ...stored.optimizer }, inputs: [] })
    invalidate(context.processState, id)
  } catch {
    invalidate(context.processState, id)
  }
}
