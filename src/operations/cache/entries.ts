import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { SealOutcome, Stored } from '../../storage/store.ts'
import {
  NO_DECISIONS,
  RECENT_STEPS,
  type CachedOptimizer,
  type CacheEntry,
  type CommitBatch,
  type PendingCommit,
  type ProcessState,
  type ReadMark,
  type UnknownStatus,
} from './cache.ts'
import { isSameGeneration } from './identity.ts'
import { pushStep } from './recent_steps.ts'
import { withSharedProgram } from './shared_programs.ts'

/**
 * How long after a read a sealed step is answered from memory alone, in milliseconds. A removal
 * waits as long before it is answered: then no process returns a step of what was removed.
 */
export const LEASE_MS = 1_000

const UNKNOWN: UnknownStatus = { kind: 'unknown' }

/** The mark of a read that begins now. It is made before the store is asked. */
export const readMark = ({ nextSequence }: ProcessState): ReadMark => ({
  sequence: nextSequence(),
  readAtMs: performance.now(),
})

/** The cached optimizer, unless a commit is under way. */
export function cached({ entries }: ProcessState, id: string): CachedOptimizer | undefined {
  const status = entries.get(id)?.status
  return status?.kind === 'current' ? status : undefined
}

/** The cached optimizer; while a batch commits, the one before that commit. */
export function cachedOrCommitting({ status }: CacheEntry): CachedOptimizer | undefined {
  if (status.kind === 'unknown') return undefined
  return status.kind === 'current' ? status : status.cached
}

/** The commit of an optimizer that is under way. */
export function committing({ entries }: ProcessState, id: string): PendingCommit | undefined {
  const status = entries.peek(id)?.status
  return status?.kind === 'committing' ? status : undefined
}

/** Caches what was read, unless a cached commit, or a commit under way, overtook the read. */
export function cacheRead(
  processState: ProcessState,
  id: string,
  stored: Stored,
  mark: ReadMark,
): void {
  const entry = processState.entries.get(id)
  const status = entry?.status
  if (status?.kind === 'committing' && isSameGeneration(entry!.lastSeen, stored)) return
  const sequence = status?.kind === 'current' ? status.sequence : 0
  if (sequence < mark.sequence) cacheWrite(processState, id, stored, mark)
}

/** Caches what was just written or read, whatever was cached before. */
export function cacheWrite(
  processState: ProcessState,
  id: string,
  stored: Stored,
  mark: ReadMark,
): void {
  const { entries } = processState
  // Its sealed steps may be answered no more until a generation is opened.
  if (stored.optimizer.regressed) return invalidate(processState, id)
  const entry = entries.peek(id)
  if (!entry || !isSameGeneration(entry.lastSeen, stored)) {
    const shared = sharingProgram(processState, stored)
    const status = currentStatus(shared, mark)
    const lastSeen = shared
    return void entries.set(id, { status, lastSeen, recentSteps: [], newest: RECENT_STEPS - 1 })
  }
  if (hasSameSize(entry.lastSeen.optimizer, stored.optimizer)) return update(entry, stored, mark)
  update(entry, sharingProgram(processState, stored), mark)
  // `LRUCache` computes the size on `set`, so the same object is inserted again; a pending commit
  // still refers to it.
  entries.delete(id)
  entries.set(id, entry)
}

function update(entry: CacheEntry, stored: Stored, mark: ReadMark): void {
  entry.status = currentStatus(stored, mark)
  entry.lastSeen = stored
}

const currentStatus = (stored: Stored, { sequence, readAtMs }: ReadMark): CachedOptimizer => ({
  kind: 'current',
  stored,
  sequence,
  readAtMs,
})

/** The same optimizer, run by the program that optimizers with equal frames share. */
function sharingProgram({ programs }: ProcessState, stored: Stored): Stored {
  const { optimizer } = stored
  const state = withSharedProgram(programs, optimizer.state)
  return state === optimizer.state ? stored : { ...stored, optimizer: { ...optimizer, state } }
}

/** Marks an optimizer as unknown until it is read. Its sealed steps stay valid. */
export function invalidate({ entries }: ProcessState, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.status = UNKNOWN
}

/** Adds an optimizer to a batch. Until the outcome is there, only its sealed steps are answered. */
export function markCommitting(
  entry: CacheEntry,
  cached: CachedOptimizer,
  after: Optimizer,
  batch: CommitBatch,
): PendingCommit {
  const index = batch.commits.length
  const kind = 'committing'
  const commit: PendingCommit = { kind, before: cached.stored, after, batch, index, cached, entry }
  batch.commits.push(commit)
  entry.status = commit
  return commit
}

/** Records the outcome of a commit. What may be lost is unknown. */
export function settle(commit: PendingCommit, outcome: SealOutcome, mark: ReadMark): void {
  const { entry } = commit
  // Another status was set meanwhile, by a removal or a restore: it stays.
  if (entry.status !== commit) return
  if (!outcome || outcome instanceof Error) return void (entry.status = UNKNOWN)
  update(entry, outcome, mark)
  const { state, acted } = outcome.optimizer
  pushStep(entry, { state, acted, decisions: NO_DECISIONS })
}

/** Whether two differ only in how far they are. A freshly read optimizer has a program of its own. */
const hasSameSize = (a: Optimizer, b: Optimizer): boolean =>
  a.state.frame === b.state.frame &&
  a.state.program === b.state.program &&
  a.pending === b.pending &&
  a.openQuorums === b.openQuorums
