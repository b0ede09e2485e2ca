import {
  awaited,
  decideMetrics,
  decisionsOf,
  type Awaited,
  type MetricDecision,
  type Reported,
} from '../core/metrics.ts'
import { fence, refuseLeap, sealed, type Optimizer } from '../core/optimizer.ts'
import { refuse } from '../core/problem.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { decide, type Decision } from './decide.ts'
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

/** Nothing was sealed: no rank can pass this step before the metrics are decided. */
export interface Blocked {
  readonly optimizer: Optimizer
  readonly blockedOn: readonly Awaited[]
}

/** What an advance tells beside its step. */
interface Aside {
  readonly decisions?: readonly MetricDecision[]
  readonly blockedOn?: readonly Awaited[]
}

/**
 * Seals every step up to the one wanted and answers the values there. A step that is sealed
 * already is answered as it was. With an idempotency key, a repeat answers what the first did.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `step_ahead`, `value_not_finite`,
 *   `schedule_ended`, `metric_conflict`, `invalid_request` for a metric that nobody goes by,
 *   `idempotency_key_reused`, `optimizer_not_found`.
 */
export async function advance(
  context: Context,
  id: string,
  given: Advance,
  idempotencyKey?: string,
): Promise<Advanced | Blocked> {
  const { step, generation, metrics = {} } = given
  const names = Object.keys(metrics).sort()
  // As texts: JSON would write null for each metric that is no number.
  const reports = names.map((name) => [name, String(metrics[name])])
  const once = onceOf(idempotencyKey, 'advance', step ?? null, generation ?? null, reports)
  const seal = (before: Stored) => sealing(context, before, given)
  const { stored, result, aside = {} } = await decide<Aside>(context, id, seal, once)
  if (aside.blockedOn) return { optimizer: stored.optimizer, blockedOn: aside.blockedOn }
  const reached = Number(result)
  const decisions = aside.decisions ?? (await decidedFor(context, stored, reached, names))
  const asked = decisions.filter(
    ({ metric, reportedFor }) => reportedFor === reached && names.includes(metric),
  )
  return { ...(await ratesAt(context, stored, reached)), decisions: asked }
}

async function sealing(
  context: Context,
  before: Stored,
  { step, generation, metrics }: Advance,
): Promise<Decision<Aside>> {
  const { optimizer } = before
  const wanted = step ?? optimizer.cursor + 1
  const result = String(wanted)
  fence(optimizer, generation)
  refuseLeap(optimizer, wanted, context.maxAdvance)
  const { told, inputs, decisions } = metrics
    ? await tell(context, before, wanted, metrics)
    : { told: optimizer, inputs: [], decisions: [] }
  const blockedOn = awaited(told, wanted)
  if (blockedOn.length > 0) {
    // What was reported for the very step that waits is decided, and need not be said again.
    const isHere = blockedOn[0]!.step === wanted && inputs.length > 0
    const after = isHere ? told : optimizer
    return { after, inputs, result, aside: { blockedOn }, isOpen: true }
  }
  const after = sealed(told, await paced(told.state, told.pending, wanted))
  return { after, inputs, result, aside: { decisions } }
}

/** Decides the metrics that come with a step. */
async function tell(context: Context, before: Stored, step: number, metrics: Reported) {
  const { optimizer } = before
  const decided = await decidedFor(context, before, step, Object.keys(metrics))
  const at = { step, decided, now: context.now().toISOString() }
  const told = decideMetrics(optimizer, metrics, at)
  const inputs = told.pending.slice(optimizer.pending.length)
  return { told, inputs, decisions: [...decided, ...decisionsOf(inputs)] }
}

/** What has been decided that may be for a step. Ranks that come second need not ask the store. */
async function decidedFor(
  { store, memory }: Context,
  before: Stored,
  step: number,
  names: readonly string[],
): Promise<readonly MetricDecision[]> {
  const { optimizer } = before
  if (names.length === 0) return []
  if (step > optimizer.sealedThrough) return decisionsOf(optimizer.pending)
  const lately = memory.recent.get(stepKey(before, step))?.decisions ?? []
  if (names.every((name) => lately.some(({ metric }) => metric === name))) return lately
  const inputs = await store.inputs(before)
  return decisionsOf(inputs ?? refuse({ code: 'optimizer_not_found', optimizer: optimizer.id }))
}
