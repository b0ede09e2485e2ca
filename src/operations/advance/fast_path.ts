import type { MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { SealOutcome } from '../../storage/store.ts'
import type { Caller, Context } from '../context.ts'
import { board, landedAt } from '../commit/commit_batch.ts'
import { sealedOf } from '../cache/entries.ts'
import { NO_DECISIONS, type Boarded, type Entry } from '../cache/cache.ts'
import type { Rates } from '../replay/values_at.ts'
import { fromMemory } from './cached_step.ts'
import type { Advance } from './seal.ts'
import { stride } from './next_step.ts'

/** Values at a step, those of the window after it, and what became of the metrics sent. */
export interface Advanced extends Rates {
  readonly decisions: readonly MetricDecision[]
  readonly window?: Window | undefined
}

/**
 * As far as an advance comes without waiting for anybody: a step that is remembered, or a place on
 * the next flight. Undefined where it has to go the long way.
 */
export function outset(
  context: Context,
  id: string,
  given: Advance,
  caller: Caller,
): Advanced | Boarded | undefined {
  const { memory } = context
  const entry = memory.entries.get(id)
  const settled = fromMemory(context, sealedOf(entry), given, caller)
  if (settled || !entry || memory.lines.has(id)) return settled
  return striding(context, entry, given, caller)
}

/** The short way, where nobody is in line. */
export function striding(
  context: Context,
  entry: Entry,
  given: Advance,
  caller: Caller,
): Boarded | undefined {
  const { known } = entry
  const after = known && stride(context, known.stored, given, caller)
  return after && board(context, entry, known, after)
}

export const isBoarded = (begun: object): begun is Boarded => 'flight' in begun

/**
 * What came of a flight for one of those aboard, or undefined where it had moved on.
 * @throws {Refusal} `store_unavailable`; and what was not foreseen of it.
 */
export function arrivedOn(
  boarded: Boarded,
  outcomes: readonly SealOutcome[],
): Advanced | undefined {
  const stored = landedAt(boarded, outcomes)
  return stored && current(stored.optimizer)
}

const current = (optimizer: Optimizer): Advanced => ({
  optimizer,
  step: optimizer.sealedThrough,
  revision: optimizer.acted,
  state: optimizer.state,
  decisions: NO_DECISIONS,
})
