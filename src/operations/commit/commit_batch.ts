import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { SealOutcome, Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { readMark, settle, markCommitting } from '../cache/entries.ts'
import type { PendingCommit, CacheEntry, CommitBatch, CachedOptimizer } from '../cache/cache.ts'

/** Has an optimizer sealed with the next flight. Those who come now are behind it. */
export function addToBatch(
  context: Context,
  entry: CacheEntry,
  cached: CachedOptimizer,
  after: Optimizer,
): PendingCommit {
  const commit = markCommitting(entry, cached, after, openBatch(context))
  const { batch } = commit
  if (batch.commits.length >= context.store.preferredBatchSize) batch.send()
  return commit
}

/**
 * An optimizer as it is stored after its flight, or undefined where it had moved on.
 * @throws {Refusal} `store_unavailable`; and what was not foreseen of it.
 */
export function outcomeOf(
  { index }: PendingCommit,
  outcomes: readonly SealOutcome[],
): Stored | undefined {
  const outcome = outcomes[index]
  if (outcome instanceof Error) throw outcome
  return outcome
}

/** The flight that is to leave when it is full, or this turn is over. */
function openBatch(context: Context): CommitBatch {
  const { processState } = context
  processState.openBatch ??= createBatch(context)
  return processState.openBatch
}

function createBatch(context: Context): CommitBatch {
  const { processState } = context
  const { promise: outcomes, resolve } = Promise.withResolvers<readonly SealOutcome[]>()
  const commits: PendingCommit[] = []
  const send = () => {
    if (processState.openBatch !== batch) return
    processState.openBatch = undefined
    resolve(sendBatch(context, commits))
  }
  const batch: CommitBatch = { commits, outcomes, send }
  setImmediate(send)
  return batch
}

async function sendBatch(
  { store, processState }: Context,
  commits: readonly PendingCommit[],
): Promise<readonly SealOutcome[]> {
  const mark = readMark(processState)
  const outcomes = await store.seal(commits).catch((error: unknown) => {
    const fault = error instanceof Error ? error : new Error(String(error))
    return commits.map(() => fault)
  })
  for (const each of commits) settle(each, outcomes[each.index], mark)
  return outcomes
}
