import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { isAtPlace } from '../../core/optimizer/seen.ts'
import { isSnapshotDue } from '../../core/history/snapshot.ts'
import type { Stored } from '../../storage/store.ts'
import type { CachedOptimizer, CacheEntry, ProcessState } from '../cache/cache.ts'
import { cachedValues, cachedWindow, type RequestedWindow } from '../cache/cached_values.ts'
import { cachedOrCommitting, LEASE_MS } from '../cache/entries.ts'
import type { Arrival } from '../commit/queue.ts'
import type { Caller, Context } from '../context.ts'
import { fitsOneSlice } from '../event_loop/time_slices.ts'
import type { Advance, Advanced } from './request.ts'

/** A sealed step, and the window after it. */
export interface ReplayPath extends RequestedWindow {
  readonly stored: Stored
}

/** A step to compute and commit. */
export interface NextPath {
  readonly entry: CacheEntry
  readonly cached: CachedOptimizer
  readonly step: number
}

/** How an advance is answered. */
export type Path =
  /** The step is sealed and cached. */
  | { readonly kind: 'cached'; readonly values: Advanced }
  /** The step is sealed and no longer cached. */
  | ({ readonly kind: 'replay' } & ReplayPath)
  /** The step is the next one, or a few beyond, and nothing but schedulers moves a value there. */
  | ({ readonly kind: 'next' } & NextPath)
  /** Everything else: the optimizer is read, the advance decided, and the result committed. */
  | { readonly kind: 'transaction' }

/** Who asks, when, and whether the request may commit: it has its turn, or no other one is queued. */
export interface Requester extends Pick<Caller, 'key'>, Arrival {
  readonly mayCommit: boolean
  /** The process's clock, in milliseconds. */
  readonly now: () => number
}

const TRANSACTION: Path = { kind: 'transaction' }

/**
 * Chooses the path of an advance by what this process knows of the optimizer. It changes nothing
 * and never refuses: what must be refused is refused by the transaction, on a fresh copy.
 */
export function choosePath(
  context: Context,
  entry: CacheEntry | undefined,
  request: Advance,
  requester: Requester,
): Path {
  const { key } = requester
  if (!entry || key !== undefined || hasMetrics(request)) return TRANSACTION
  const cached = cachedOrCommitting(entry)
  if (!cached || !isForGeneration(cached.stored.optimizer, request)) return TRANSACTION
  return (
    sealedPath(context, cached, request, requester) ??
    nextPath(context, entry, request, requester) ??
    TRANSACTION
  )
}

const hasMetrics = ({ metrics, reports }: Advance): boolean =>
  metrics !== undefined || reports !== undefined

const isForGeneration = ({ generation: { number } }: Optimizer, { generation }: Advance): boolean =>
  generation === undefined || generation === number

function sealedPath(
  context: Context,
  cached: CachedOptimizer,
  request: Advance,
  requester: Requester,
): Path | undefined {
  const { step, ahead = 0, late_metrics: lateMetrics } = request
  const { stored } = cached
  const { cursor, sealedThrough } = stored.optimizer
  if (step === undefined || step > cursor || needsComparison(stored.optimizer, request))
    return undefined
  if (!isAuthoritative(context, cached, request, requester)) return undefined
  const values = cachedAnswer(context.processState, stored, { step, ahead, lateMetrics })
  if (values) return { kind: 'cached', values }
  return step + ahead <= sealedThrough
    ? { kind: 'replay', stored, step, ahead, lateMetrics }
    : undefined
}

/**
 * Whether what the caller has seen needs a comparison with the store: the store may have lost it, or
 * this process has not read it yet.
 */
function needsComparison(optimizer: Optimizer, { seen, others_seen: others }: Advance): boolean {
  if (others?.some((text) => !isAtPlace(optimizer, text))) return true
  return seen !== undefined && !isAtPlace(optimizer, seen)
}

/**
 * Whether a sealed step may be answered without asking the store. It may if the store was asked
 * after the request arrived; or if the request names the generation, in which a sealed step never
 * changes. Where other processes share the store, one of them may have removed the optimizer and
 * registered another by its id: then the last read must be younger than the lease.
 */
const isAuthoritative = (
  { store }: Context,
  { sequence, readAtMs }: CachedOptimizer,
  { generation }: Advance,
  requester: Requester,
): boolean =>
  sequence > requester.sequence ||
  (generation !== undefined && (!store.isShared || requester.now() - readAtMs < LEASE_MS))

function cachedAnswer(
  processState: ProcessState,
  stored: Stored,
  request: RequestedWindow,
): Advanced | undefined {
  const values = cachedValues(processState, stored, request.step)
  if (!values || request.ahead === 0) return values && { ...values, decisions: [] }
  const window = cachedWindow(processState, stored, request)
  return window && { ...values, decisions: [], window }
}

function nextPath(
  { maxAdvance }: Context,
  entry: CacheEntry,
  request: Advance,
  { mayCommit }: Requester,
): Path | undefined {
  const { step, ahead } = request
  const { status } = entry
  if (status.kind !== 'current' || !mayCommit || ahead) return undefined
  const { optimizer } = status.stored
  if (needsComparison(optimizer, request)) return undefined
  const next = step ?? optimizer.cursor + 1
  if (!isWithinReach(optimizer, next, maxAdvance)) return undefined
  return nothingIntervenes(status.stored, next)
    ? { kind: 'next', entry, cached: status, step: next }
    : undefined
}

/** Whether a step is unsealed, and so near that computing it needs no yielding. */
const isWithinReach = (
  { cursor, sealedThrough, state }: Optimizer,
  step: number,
  maxAdvance: number,
): boolean => step > sealedThrough && step - cursor <= maxAdvance && fitsOneSlice(state, step)

/** Whether only schedulers move values up to a step, none waits for a metric, and no snapshot is due. */
function nothingIntervenes({ optimizer, hasUnsavedSeals = false }: Stored, step: number): boolean {
  const { pending, openQuorums, state, sealedThrough } = optimizer
  const { barrierCount, movingColumns } = state.program
  if (hasUnsavedSeals || pending.length > 0 || openQuorums.length > 0 || barrierCount > 0)
    return false
  return !isSnapshotDue(sealedThrough, step, movingColumns.length)
}
