import type { Input } from '../core/input.ts'
import {
  decideMetrics,
  decisionsOf,
  refuseUndecided,
  type Decision as MetricDecision,
  type Reported,
} from '../core/metrics.ts'
import { fence, refuseLeap, sealed, type Optimizer } from '../core/optimizer.ts'
import { refuse, Refusal } from '../core/problem.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { decide, load, type Decision } from './decide.ts'
import { stepKey } from './memory.ts'
import { onceOf } from './once.ts'
import { paced } from './paced.ts'
import { ratesAt, type Rates } from './rates.ts'

export interface Advance {
  /** The step wanted; left out, one past the cursor. */
  readonly step?: number | undefined
  /** The incarnation of the job that the caller belongs to; left out, the current one. */
  readonly generation?: number | undefined
  /** Metrics of this step, for all ranks. */
  readonly metrics?: Reported | undefined
}

/** Values at a step, and what became of the metrics that came with the call. */
export interface Advanced extends Rates {
  readonly decisions: readonly MetricDecision[]
}

/** Nothing was sealed: no rank can pass this step before the metric is decided. */
export interface Blocked {
  readonly optimizer: Optimizer
  readonly blockedOn: { readonly metric: string; readonly step: number }
}

/**
 * Seals every step up to the one wanted and answers the values there. A step that is sealed
 * already is answered as it was. With an idempotency key, a repeat answers what the first did.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `step_ahead`, `value_not_finite`,
 *   `schedule_ended`, `metric_conflict`, `invalid_request` for an unknown metric,
 *   `idempotency_key_reused`, `optimizer_not_found`.
 */
export async function advance(
  context: Context,
  id: string,
  given: Advance,
  idempotencyKey?: string,
): Promise<Advanced | Blocked> {
  try {
    return await seal(context, id, given, idempotencyKey)
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.code !== 'metric_awaited') throw error
    const { metric, step } = error.problem
    const { optimizer } = await load(context, id)
    return { optimizer, blockedOn: { metric, step } }
  }
}

async function seal(
  context: Context,
  id: string,
  { step, generation, metrics = {} }: Advance,
  idempotencyKey?: string,
): Promise<Advanced> {
  const request = [step ?? null, generation ?? null, Object.entries(metrics).map(String)]
  const once = onceOf(idempotencyKey, 'advance', ...request)
  let decisions: readonly MetricDecision[] = []
  const sealing = async (optimizer: Optimizer, before: Stored): Promise<Decision> => {
    const wanted = step ?? optimizer.cursor + 1
    fence(optimizer, generation)
    refuseLeap(optimizer, wanted, context.maxAdvance)
    const told = await tell(context, before, wanted, metrics)
    decisions = told.decisions
    const { state, pending } = told.optimizer
    const arrived = await paced(state, pending, wanted, refuseUndecided)
    return { after: sealed(told.optimizer, arrived), inputs: told.inputs, result: String(wanted) }
  }
  const { stored, result } = await decide(context, id, sealing, once)
  return { ...(await ratesAt(context, stored, Number(result))), decisions }
}

interface Told {
  readonly optimizer: Optimizer
  /** The decisions made now. */
  readonly inputs: readonly Input[]
  /** Those and the ones made before, for the metrics reported. */
  readonly decisions: readonly MetricDecision[]
}

/** Decides the metrics that come with a step. Those of a sealed step may have been long since. */
async function tell(
  context: Context,
  before: Stored,
  step: number,
  metrics: Reported,
): Promise<Told> {
  const { optimizer } = before
  const names = Object.keys(metrics)
  if (names.length === 0) return { optimizer, inputs: [], decisions: [] }
  const decided = await decidedFor(context, before, step, names)
  const at = { step, decided, now: context.now().toISOString() }
  const told = decideMetrics(optimizer, metrics, at)
  const fresh = told.pending.slice(optimizer.pending.length)
  const decisions = [...decided, ...decisionsOf(fresh)].filter(
    ({ metric, reportedFor }) => reportedFor === step && names.includes(metric),
  )
  return { optimizer: told, inputs: fresh, decisions }
}

/** What has been decided that may be for a step. Ranks that come second need not ask the store. */
async function decidedFor(
  { store, memory }: Context,
  before: Stored,
  step: number,
  names: readonly string[],
): Promise<readonly MetricDecision[]> {
  const { optimizer } = before
  if (step > optimizer.sealedThrough) return decisionsOf(optimizer.pending)
  const lately = memory.recent.get(stepKey(before, step))?.decisions ?? []
  if (names.every((name) => lately.some(({ metric }) => metric === name))) return lately
  const inputs = await store.inputs(before)
  return decisionsOf(inputs ?? refuse({ code: 'optimizer_not_found', optimizer: optimizer.id }))
}
