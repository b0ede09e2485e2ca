import { ballotOn, report } from '../../core/metrics/reports.ts'
import type { RankReport } from '../../core/trajectory/input.ts'
import { effectiveStep, type MetricDecision } from '../../core/metrics/decisions.ts'
import { fence, refuseLeap, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { outlookAt } from '../../core/optimizer/upcoming.ts'
import { refuse, Refusal, type Seen } from '../../core/problem.ts'
import { quorumOf, type Ballot, type Quorum } from '../../core/definition/quorum.ts'
import { monitorsOf } from '../../core/definition/scheduler.ts'
import type { Stored } from '../../storage/store.ts'
import { circumstancesOf, type Caller, type Context } from '../context.ts'
import { decide, type Decision } from '../commit/transaction.ts'
import { onceOf } from '../commit/idempotency.ts'
import { repaired } from '../commit/repair.ts'
import { recorded, timely } from '../advance/seal.ts'
import { decidedFor } from './decisions.ts'
import { traceAt } from '../replay/trace.ts'
import { isWorthAnotherLook } from '../commit/subscriptions.ts'

/** Where a metric is wanted. */
export interface Place {
  readonly metric: string
  readonly step: number
}

/** One rank's report. */
export interface Report extends Place, RankReport {
  readonly generation?: number | undefined
  readonly seen?: Seen | undefined
}

/** How far a metric is decided at a step. */
export interface Count extends Place {
  readonly optimizer: Optimizer
  readonly quorum: Quorum
  readonly ballot?: Ballot | undefined
  readonly decision?: MetricDecision | undefined
  /** The schedulers that lowered a value because of it. */
  readonly reduced: readonly string[]
}

/**
 * Takes one rank's report. The one that completes the quorum decides the metric, once.
 * @throws {Refusal} `metric_conflict`, `invalid_request`, `stale_generation`, `step_ahead`,
 *   `history_regressed`, `optimizer_not_found`.
 */
export async function reportMetric(
  context: Context,
  id: string,
  { generation, seen, ...given }: Report,
  caller: Caller,
): Promise<Count & { readonly created: boolean }> {
  const decision = async (before: Stored): Promise<Decision> => {
    fence(before.optimizer, generation)
    const current = await repaired(before.optimizer, seen, context.maxAdvance)
    const optimizer = timely(context, current, caller)
    refuseLeap(optimizer, given.step, context.maxAdvance)
    const decided = await decidedFor(context, { ...before, optimizer }, given.step, [given.metric])
    const { step, ...reported } = given
    const at = { step, decided, circumstances: circumstancesOf(context, caller) }
    const after = report(optimizer, reported, at)
    const result = after === optimizer ? 'known' : 'reported'
    return { ...recorded(before, after), result }
  }
  const { metric, step, rank, value, weight } = given
  const once = onceOf(caller.key, 'report', metric, step, rank, String(value), weight ?? null)
  const { stored, result } = await decide(context, id, decision, { once, isOfGeneration: true })
  return { ...(await countOf(context, stored, given)), created: result === 'reported' }
}

/**
 * How far a metric is decided at a step.
 * @param seconds how long to wait until it is.
 * @throws {Refusal} `metric_not_found`, `optimizer_not_found`.
 */
export async function metricAt(
  context: Context,
  id: string,
  place: Place,
  seconds = 0,
): Promise<Count> {
  const deadline = performance.now() + seconds * 1_000
  for (;;) {
    const look = ({ optimizer }: Stored): Decision => {
      const after = timely(context, optimizer)
      return { ...recorded({ optimizer } as Stored, after), result: '' }
    }
    const { stored } = await decide(context, id, look)
    const count = await countOf(context, stored, place)
    if (count.decision || !(await isWorthAnotherLook(context, id, deadline))) return count
  }
}

async function countOf(context: Context, stored: Stored, { metric, step }: Place): Promise<Count> {
  const { optimizer } = stored
  const decided = await decidedFor(context, stored, step, [metric])
  const decision = decided.find((each) => each.metric === metric && each.reportedFor === step)
  const { schedulers } = outlookAt(optimizer, effectiveStep(optimizer, step))
  const all = schedulers.map(({ scheduler }) => scheduler)
  const known = [...new Set(all.flatMap(monitorsOf))]
  const ballot = ballotOn(optimizer, metric, step)
  if (!decision && !ballot && !known.includes(metric)) {
    refuse({ code: 'metric_not_found', metric, known })
  }
  const quorum = quorumOf(metric, all)
  const reduced = decision ? await reducedBy(context, stored, decision).catch(noneIfValueless) : []
  return { optimizer, metric, step, quorum, ballot, decision, reduced }
}

/** Where the step cannot be taken as things stand, its metric is decided all the same. */
function noneIfValueless(error: unknown): string[] {
  if (error instanceof Refusal && VALUELESS.has(error.problem.code)) return []
  throw error
}
const VALUELESS = new Set(['value_not_finite', 'schedule_ended', 'step_compacted'])

/** The schedulers that lowered a value at the step at which a metric acts, and go by it. */
async function reducedBy(
  context: Context,
  stored: Stored,
  { metric, step }: MetricDecision,
): Promise<string[]> {
  const { moves, before } = await traceAt(context, stored, step)
  const going = before.frame.schedulers.filter(({ scheduler }) =>
    monitorsOf(scheduler).includes(metric),
  )
  const lowered = moves.filter((move) => move.after < move.before)
  const names = new Set(lowered.map(({ binding }) => binding.scheduler))
  return going.map(({ scheduler }) => scheduler.name).filter((name) => names.has(name))
}
