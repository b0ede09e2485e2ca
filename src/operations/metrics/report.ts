import { openQuorumFor, addReport } from '../../core/metrics/reports.ts'
import type { RankReport } from '../../core/trajectory/input.ts'
import {
  effectiveStep,
  type MetricDecision,
  type RankReportOf,
} from '../../core/metrics/decisions.ts'
import { type Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuseStepAhead } from '../../core/optimizer/refusals.ts'
import { upcomingAt } from '../../core/optimizer/upcoming.ts'
import { refuse, Refusal } from '../../core/problem.ts'
import { quorumOf, type Quorum } from '../../core/definition/quorum.ts'
import type { OpenQuorum } from '../../core/trajectory/input.ts'
import { monitorsOf } from '../../core/definition/scheduler.ts'
import type { Stored } from '../../storage/store.ts'
import { type Caller, type Context } from '../context.ts'
import { idempotentRequest, type ReceiptFormat } from '../commit/idempotency.ts'
import { withNewInputs, type Decision } from '../commit/decision.ts'
import { transact } from '../commit/transaction.ts'
import { applyDeadlines, auditByStoreClock } from './deadlines.ts'
import { optimizerFor } from '../commit/repair.ts'
import { decisionsFor } from './decisions.ts'
import { traceAt } from '../replay/trace.ts'
import { waitForChange } from '../commit/subscriptions.ts'

/** A metric at a step. */
export interface MetricAtStep {
  readonly metric: string
  readonly step: number
}

/** One rank's report. */
export interface Report extends MetricAtStep, RankReport {
  readonly generation?: number | undefined
  readonly seen?: string | undefined
}

/** The reports and the decision on a metric at a step. */
export interface MetricStatus extends MetricAtStep {
  readonly optimizer: Optimizer
  readonly quorum: Quorum
  /** The reports that wait for the rest of the quorum. */
  readonly openQuorum?: OpenQuorum | undefined
  readonly decision?: MetricDecision | undefined
  /** The schedulers that lowered a value because of the decision. */
  readonly reduced: readonly string[]
}

/**
 * Records one rank's report. The report that completes the quorum decides the metric, once.
 * @throws {Refusal} `metric_conflict`, `invalid_request`, `stale_generation`, `step_ahead`,
 *   `history_regressed`, `optimizer_not_found`.
 */
export async function reportMetric(
  context: Context,
  id: string,
  { generation, seen, step, ...given }: Report,
  caller: Caller,
): Promise<MetricStatus & { readonly created: boolean }> {
  const reported = { generation, seen, step, reports: [given] }
  const decide = (before: Stored) => addReports(context, before, reported, caller)
  const { metric, rank, value, weight } = given
  const parts = ['report', metric, step, rank, String(value), weight ?? null]
  const idempotent = idempotentRequest(caller, IS_NEW, ...parts)
  const options = { idempotent, keyPerGeneration: true }
  const { stored, result: created } = await transact(context, id, decide, options)
  return { ...(await statusOf(context, stored, { metric, step })), created }
}

/** Reports of ranks for one step, and who sends them. */
interface ReportedStep extends Pick<Report, 'generation' | 'seen' | 'step'> {
  readonly reports: readonly RankReportOf[]
}

/**
 * Records the reports that an advance brings, all or none. They need no Idempotency-Key: the same
 * report again has no effect.
 * @throws {Refusal} as `reportMetric`.
 */
export async function recordReports(
  context: Context,
  id: string,
  reported: ReportedStep,
  caller: Caller,
): Promise<void> {
  await transact(context, id, (before) => addReports(context, before, reported, caller))
}

/** Whether any report is new. */
async function addReports(
  context: Context,
  before: Stored,
  { generation, seen, step, reports }: ReportedStep,
  caller: Caller,
): Promise<Decision<boolean>> {
  const current = await optimizerFor(context, before, { generation, seen })
  const optimizer = await applyDeadlines(context, current, caller)
  refuseStepAhead(optimizer, step, context.maxAdvance)
  const metrics = reports.map(({ metric }) => metric)
  const decided = await decisionsFor(context, { ...before, optimizer }, step, metrics)
  const audit = await auditByStoreClock(context, optimizer.id, caller)
  const at = { step, decided, audit }
  const after = reports.reduce((current, each) => addReport(current, each, at), optimizer)
  return { ...withNewInputs(before, after), result: after !== optimizer }
}

/** Whether a report was new. */
const IS_NEW: ReceiptFormat<boolean> = {
  encode: (isNew) => (isNew ? 'reported' : 'known'),
  decode: (text) => text === 'reported',
}

/**
 * The reports and the decision on a metric at a step.
 * @param seconds how long to wait for the decision.
 * @throws {Refusal} `metric_not_found`, `optimizer_not_found`.
 */
export async function metricAt(
  context: Context,
  id: string,
  place: MetricAtStep,
  seconds = 0,
): Promise<MetricStatus> {
  const deadline = performance.now() + seconds * 1_000
  for (;;) {
    const decide = async (before: Stored): Promise<Decision<undefined>> => {
      const after = await applyDeadlines(context, before.optimizer)
      return { ...withNewInputs(before, after), result: undefined }
    }
    const { stored } = await transact(context, id, decide)
    const count = await statusOf(context, stored, place)
    if (count.decision || !(await waitForChange(context, id, deadline))) return count
  }
}

async function statusOf(
  context: Context,
  stored: Stored,
  { metric, step }: MetricAtStep,
): Promise<MetricStatus> {
  const { optimizer } = stored
  const decided = await decisionsFor(context, stored, step, [metric])
  const decision = decided.find((each) => each.metric === metric && each.reportedFor === step)
  const { schedulers } = upcomingAt(optimizer, effectiveStep(optimizer, step))
  const all = schedulers.map(({ scheduler }) => scheduler)
  const known = [...new Set(all.flatMap(monitorsOf))]
  const openQuorum = openQuorumFor(optimizer, metric, step)
  if (!decision && !openQuorum && !known.includes(metric)) {
    refuse({ code: 'metric_not_found', metric, known })
  }
  const quorum = quorumOf(metric, all)
  const reduced = decision
    ? await reducedBy(context, stored, decision).catch(noneIfWithoutValue)
    : []
  return { optimizer, metric, step, quorum, openQuorum, decision, reduced }
}

/** A decided metric is shown even where its step has no value. */
function noneIfWithoutValue(error: unknown): string[] {
  if (error instanceof Refusal && WITHOUT_VALUE.has(error.problem.code)) return []
  throw error
}
const WITHOUT_VALUE = new Set(['value_not_finite', 'schedule_ended', 'step_compacted'])

/** The schedulers that monitor a metric and lowered a value at the step at which it acts. */
async function reducedBy(
  context: Context,
  stored: Stored,
  { metric, step }: MetricDecision,
): Promise<string[]> {
  const { schedulerChanges, before } = await traceAt(context, stored, step)
  const going = (before?.frame.schedulers ?? []).filter(({ scheduler }) =>
    monitorsOf(scheduler).includes(metric),
  )
  const lowered = schedulerChanges.filter((change) => change.after < change.before)
  const names = new Set(lowered.map(({ binding }) => binding.scheduler))
  return going.map(({ scheduler }) => scheduler.name).filter((name) => names.has(name))
}
