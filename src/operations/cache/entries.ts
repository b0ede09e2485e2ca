import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { SealOutcome } from '../../storage/store.ts'
import { withSharedProgram } from './shared_programs.ts'
import { isSameGeneration } from './identity.ts'
import {
  NO_DECISIONS,
  RECENT_STEPS,
  type PendingCommit,
  type CacheEntry,
  type CommitBatch,
  type CachedOptimizer,
  type ProcessState,
} from './cache.ts'
import { pushStep } from './recent_steps.ts'

/**
 * How long what is sealed is answered from memory alone after the store was last asked, in ms. A
 * removal takes as long: once it is answered, nobody is told of what was removed any more.
 */
export const LEASE_MS = 1_000

/** Whether what is known is so recent that nothing can have been removed since. */
export const isLeased = ({ readAtMs }: CachedOptimizer): boolean =>
  performance.now() - readAtMs < LEASE_MS

/** A moment at which the store is asked. */
export type ReadMark = Pick<CachedOptimizer, 'sequence' | 'readAtMs'>

/** This moment, before the store is asked. */
export const readMark = ({ nextSequence }: ProcessState): ReadMark => ({
  sequence: nextSequence(),
  readAtMs: performance.now(),
})

/** What is known of an optimizer, unless a commit is under way. */
export const cached = ({ entries }: ProcessState, id: string): CachedOptimizer | undefined =>
  entries.get(id)?.cached

/** What is known of what is sealed already, also while an optimizer is on a flight. */
export const cachedOrCommitting = (entry: CacheEntry | undefined): CachedOptimizer | undefined =>
  entry?.cached ?? entry?.committing?.cached

/** Remembers what was read, unless a commit that is remembered, or a flight under way, overtook the read. */
export function cacheRead(memory: ProcessState, id: string, read: CachedOptimizer): void {
  const entry = memory.entries.get(id)
  if (entry?.committing && isSameGeneration(entry.stored, read.stored)) return
  if ((entry?.cached?.sequence ?? 0) < read.sequence) cacheWrite(memory, id, read)
}

/** Remembers what was just written, or read, whatever was known before. */
export function cacheWrite(memory: ProcessState, id: string, known: CachedOptimizer): void {
  const { entries } = memory
  const entry = entries.peek(id)
  if (!entry || !isSameGeneration(entry.stored, known.stored)) {
    const shared = withSharedProgramOf(memory, known)
    const { stored } = shared
    const begun = { committing: undefined, stored, recentSteps: [], newest: RECENT_STEPS - 1 }
    return void entries.set(id, { cached: shared, ...begun })
  }
  if (hasSameSize(entry.stored.optimizer, known.stored.optimizer)) return update(entry, known)
  update(entry, withSharedProgramOf(memory, known))
  // It is weighed as it is put in, and kept as it is: who is on a flight comes back to it.
  entries.delete(id)
  entries.set(id, entry)
}

function update(entry: CacheEntry, known: CachedOptimizer): void {
  entry.cached = known
  entry.stored = known.stored
}

/** The same, run by the program of those that are alike. */
function withSharedProgramOf({ programs }: ProcessState, known: CachedOptimizer): CachedOptimizer {
  const { stored } = known
  const { optimizer } = stored
  const state = withSharedProgram(programs, optimizer.state)
  if (state === optimizer.state) return known
  return { ...known, stored: { ...stored, optimizer: { ...optimizer, state } } }
}

/** Until it is known again. What was sealed of it stays so. */
export function invalidate({ entries }: ProcessState, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.cached = entry.committing = undefined
}

/** Takes an optimizer on a flight: what is sealed already may be told meanwhile, and nothing else. */
export function markCommitting(
  entry: CacheEntry,
  cached: CachedOptimizer,
  after: Optimizer,
  batch: CommitBatch,
): PendingCommit {
  const index = batch.commits.length
  const commit = { before: cached.stored, after, batch, index, cached, entry }
  batch.commits.push(commit)
  entry.committing = commit
  entry.cached = undefined
  return commit
}

/** The flight that an optimizer is on. */
export const committing = ({ entries }: ProcessState, id: string): PendingCommit | undefined =>
  entries.peek(id)?.committing

/** The end of its flight. What may be lost is not known any more. */
export function settle(
  commit: PendingCommit,
  outcome: SealOutcome,
  { sequence, readAtMs }: ReadMark,
): void {
  const { entry } = commit
  // Else it has been forgotten meanwhile, for a reason.
  if (entry.committing !== commit) return
  entry.committing = undefined
  if (!outcome || outcome instanceof Error) return
  const { state, acted } = outcome.optimizer
  entry.cached = { stored: outcome, sequence, readAtMs }
  entry.stored = outcome
  pushStep(entry, { state, acted, decisions: NO_DECISIONS })
}

/** Whether nothing but how far it has come is another. What was just read has a program of its own. */
const hasSameSize = (a: Optimizer, b: Optimizer): boolean =>
  a.state.frame === b.state.frame &&
  a.state.program === b.state.program &&
  a.pending === b.pending &&
  a.openQuorums === b.openQuorums
