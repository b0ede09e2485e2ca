import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { SealOutcome, Stored } from '../../storage/store.ts'
import type { CachedOptimizer, CacheEntry, CommitBatch, PendingCommit } from '../cache/cache.ts'
import { markCommitting, readMark, settle } from '../cache/entries.ts'
import type { Context } from '../context.ts'

/** Adds an optimizer to the open batch. Requests that arrive now are queued behind its commit. */
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
 * An optimizer as it is stored after its commit, or undefined where another writer was first.
 * @throws {Refusal} `store_unavailable`; and the unexpected error of this commit.
 */
export function outcomeOf(
  { index }: PendingCommit,
  outcomes: readonly SealOutcome[],
): Stored | undefined {
  const outcome = outcomes[index]
  if (outcome instanceof Error) throw outcome
  return outcome
}

/** The batch that is sent when it is full, or when this tick of the event loop is over. */
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
  const outcomes = await store.seal(commits).catch((reason: unknown) => {
    const error = reason instanceof Error ? reason : new Error(String(reason))
    return commits.map(() => error)
  })
  for (const each of commits) settle(each, outcomes[each.index], mark)
  return outcomes
}
