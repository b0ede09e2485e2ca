import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessState } from '../cache/cache.ts'
import { invalidate } from '../cache/entries.ts'
import type { Context } from '../context.ts'
import { loadNow } from './load.ts'
import { isUnavailable } from './queue.ts'

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
/** The longest wait, in milliseconds: an optimizer is compared in any case before it is used. */
const MAX_WAIT_MS = 1_000
const CONCURRENT_READS = 32

/**
 * After each reconnection, compares what this process has cached with the store: a failover may have
 * lost the last writes. Lost seals are repeated, and a lost input is recorded. Nothing is answered
 * from memory before it is compared, and no read is answered meanwhile.
 */
export function compareCacheOnReconnect(context: Context): void {
  const { processState } = context
  context.store.onReconnect(() => {
    const compared = compareAll(context, takeRecent(processState))
    const comparison = Promise.all([pause(SETTLE_MS), Promise.race([compared, pause(MAX_WAIT_MS)])])
      // Another reconnection has begun another one.
      .then(() => {
        if (processState.comparison === comparison) processState.comparison = undefined
      })
    processState.comparison = comparison
  })
}

const pause = (milliseconds: number) => sleep(milliseconds, undefined, { ref: false })

/** Invalidates all entries, and returns the ids of the recent ones. */
function takeRecent(processState: ProcessState): string[] {
  const since = performance.now() - RECENT_MS
  return [...processState.entries.entries()].flatMap(([id, { status }]) => {
    invalidate(processState, id)
    return status.kind === 'current' && status.readAtMs < since ? [] : [id]
  })
}

/** Ends early where the store is unavailable: it will be connected again. */
async function compareAll(context: Context, ids: readonly string[]): Promise<void> {
  const left = ids.values()
  const work = async () => {
    for (const id of left) if (!(await isCompared(context, id))) return
  }
  await Promise.all(Array.from({ length: CONCURRENT_READS }, work))
}

/** Whether the store could be asked. Any refusal is that of the next caller, too. */
async function isCompared(context: Context, id: string): Promise<boolean> {
  try {
    const stored = await loadNow(context, id)
    if (stored.hasUnsavedSeals) {
      await context.store.commit({ before: stored, after: { ...stored.optimizer }, inputs: [] })
      invalidate(context.processState, id)
    }
    return true
  } catch (error) {
    invalidate(context.processState, id)
    return !isUnavailable(error)
  }
}
