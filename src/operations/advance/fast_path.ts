import type { MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { SealOutcome } from '../../storage/store.ts'
import type { Caller, Context } from '../context.ts'
import { addToBatch, outcomeOf } from '../commit/commit_batch.ts'
import { cachedOrCommitting } from '../cache/entries.ts'
import { NO_DECISIONS, type PendingCommit, type CacheEntry } from '../cache/cache.ts'
import type { StepValues } from '../replay/values_at.ts'
import { answerFromCache } from './cached_step.ts'
import type { Advance } from './seal.ts'
import { computeNextStep } from './next_step.ts'

/** Values at a step, those of the window after it, and what became of the metrics sent. */
export interface Advanced extends StepValues {
  readonly decisions: readonly MetricDecision[]
  readonly window?: Window | undefined
}

/**
 * As far as an advance comes without waiting for anybody: a step that is remembered, or a place on
 * the next flight. Undefined where it has to go the long way.
 */
export function tryWithoutWaiting(
  context: Context,
  id: string,
  given: Advance,
  caller: Caller,
): Advanced | PendingCommit | undefined {
  const { processState } = context
  const entry = processState.entries.get(id)
  const settled = answerFromCache(context, cachedOrCommitting(entry), given, caller)
  if (settled || !entry || processState.queues.has(id)) return settled
  return tryNextStep(context, entry, given, caller)
}

/** The short way, where nobody is in line. */
export function tryNextStep(
  context: Context,
  entry: CacheEntry,
  given: Advance,
  caller: Caller,
): PendingCommit | undefined {
  const { cached } = entry
  const after = cached && computeNextStep(context, cached.stored, given, caller)
  return after && addToBatch(context, entry, cached, after)
}

export const isPendingCommit = (begun: object): begun is PendingCommit => 'batch' in begun

/**
 * What came of a flight for one of those aboard, or undefined where it had moved on.
 * @throws {Refusal} `store_unavailable`; and what was not foreseen of it.
 */
export function valuesAfterCommit(
  boarded: PendingCommit,
  outcomes: readonly SealOutcome[],
): Advanced | undefined {
  const stored = outcomeOf(boarded, outcomes)
  return stored && currentValues(stored.optimizer)
}

const currentValues = (optimizer: Optimizer): Advanced => ({
  optimizer,
  step: optimizer.sealedThrough,
  revision: optimizer.acted,
  state: optimizer.state,
  decisions: NO_DECISIONS,
})
