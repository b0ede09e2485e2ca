import { MAX_PENDING } from '../optimizer/accept.ts'
import type { AuditInfo, OpenQuorum, RankReport } from '../trajectory/input.ts'
import {
  acceptDecision,
  effectiveStep,
  isSameValue,
  refuseConflict,
  refuseUnused,
  type MetricDecision,
  type RankReportOf,
  type ReportContext,
} from './decisions.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import { upcomingAt } from '../optimizer/upcoming.ts'
import { pointer, prefixFault, refuse, refuseFaults, type Fault } from '../problem.ts'
import { monitorsOf } from '../definition/scheduler.ts'
import { quorumOf, type Quorum } from '../definition/quorum.ts'
import { aggregateReports, inRankOrder } from './aggregate.ts'

/** The most open quorums of an optimizer. */
const MAX_OPEN_QUORUMS = 64

/**
 * Adds one rank's report of a metric for a step. The report that completes a quorum decides the
 * metric; a report after the decision has no effect.
 * @throws {Refusal} `metric_conflict` if a rank reports two values, `invalid_request` for a metric
 *   that no scheduler monitors, or an unknown rank.
 */
export function addReport(
  optimizer: Optimizer,
  { metric, path = [], ...given }: RankReportOf,
  { step, decided, audit }: ReportContext,
): Optimizer {
  const decision = decided.find((each) => each.metric === metric && each.reportedFor === step)
  const { recordedAt: since } = audit
  const fresh = { metric, step, since, reports: reportsOf(decision) }
  const open = openQuorumFor(optimizer, metric, step) ?? fresh
  const isKnown = refuseOtherReport(open.reports, given, { metric, step })
  if (decision || isKnown) return optimizer
  const pathTo = () => (path.length > 0 ? path : ['metric'])
  const quorum = quorumOf(metric, refuseUnused(optimizer, [metric], { step, pathTo }))
  refuseFaults(reportFaults(given, quorum, open).map((fault) => prefixFault(path, fault)))
  const openQuorum = { ...open, reports: [...open.reports, given] }
  if (isComplete(openQuorum, quorum)) return decideQuorum(optimizer, openQuorum, quorum, audit)
  // Open quorums without a scheduler that monitors the metric are deleted.
  const others = optimizer.openQuorums.filter((each) => each !== open && quorumAt(optimizer, each))
  if (others.length >= MAX_OPEN_QUORUMS) {
    refuse({ code: 'too_many_pending', pending: others.length, metric })
  }
  return { ...optimizer, openQuorums: [...others, openQuorum] }
}

/** The reports of a decision. A decision by a single reporter counts as the report of rank 0. */
function reportsOf(decision: MetricDecision | undefined): readonly RankReport[] {
  if (!decision) return []
  return decision.reports ?? [{ rank: 0, value: decision.value }]
}

/** The open quorum of a metric at a step. */
export const openQuorumFor = ({ openQuorums }: Optimizer, metric: string, step: number) =>
  openQuorums.find((each) => each.metric === metric && each.step === step)

/** Whether a rank repeats its earlier report. A different report is refused. */
function refuseOtherReport(
  reports: readonly RankReport[],
  { rank, value, weight }: RankReport,
  { metric, step }: { metric: string; step: number },
): boolean {
  const before = reports.find((each) => each.rank === rank)
  if (!before) return false
  if (isSameValue(before.value, value) && before.weight === weight) return true
  return refuseConflict({ metric, reportedFor: step, value: before.value }, value, rank)
}

function reportFaults(given: RankReport, quorum: Quorum, open: OpenQuorum): Fault[] {
  const { rank } = given
  const { reporters } = quorum
  if (rank < reporters) return weightFaults(given, quorum, open)
  const detail = `given rank ${rank}, wanted less than ${reporters}, the number of reporters`
  return [{ pointer: pointer(['rank']), detail }]
}

/** Either every report has a weight, or none. */
function weightFaults(
  { weight }: RankReport,
  { reporters, aggregate }: Quorum,
  { reports: [first] }: OpenQuorum,
): Fault[] {
  const at = pointer(['weight'])
  if (weight !== undefined && (aggregate !== 'mean' || reporters === 1)) {
    const detail = 'given a weight, wanted none: only a mean of several reports has weights'
    return [{ pointer: at, detail }]
  }
  if (!first || (first.weight === undefined) === (weight === undefined)) return []
  const detail = `given ${weight === undefined ? 'no weight' : 'a weight'}, unlike rank ${first.rank}: wanted a weight of every rank or of none`
  return [{ pointer: at, detail }]
}

/** The reports of present reporters: a quorum may have become smaller since the first report. */
const countedReports = ({ reports }: OpenQuorum, { reporters }: Quorum) =>
  reports.filter(({ rank }) => rank < reporters)

const isComplete = (openQuorum: OpenQuorum, quorum: Quorum): boolean =>
  countedReports(openQuorum, quorum).length >= quorum.reporters

function decideQuorum(
  optimizer: Optimizer,
  openQuorum: OpenQuorum,
  quorum: Quorum,
  audit: AuditInfo,
): Optimizer {
  const { metric, step } = openQuorum
  const reports = inRankOrder(countedReports(openQuorum, quorum))
  return acceptDecision(
    withoutOpenQuorum(optimizer, openQuorum),
    {
      kind: 'metric_decided',
      metric,
      value: aggregateReports(reports, quorum.aggregate),
      reportedFor: step,
      // The report of a single reporter is the decision.
      ...(quorum.reporters === 1 ? {} : { reports }),
    },
    audit,
  )
}

/** The optimizer without an open quorum. */
function withoutOpenQuorum(optimizer: Optimizer, { metric, step }: OpenQuorum): Optimizer {
  const openQuorums = optimizer.openQuorums.filter(
    (each) => each.metric !== metric || each.step !== step,
  )
  return { ...optimizer, openQuorums }
}

/** The quorum of a metric, from the schedulers that will use it; undefined if none will. */
function quorumAt(optimizer: Optimizer, { metric, step }: OpenQuorum): Quorum | undefined {
  const { schedulers } = upcomingAt(optimizer, effectiveStep(optimizer, step))
  const all = schedulers.map(({ scheduler }) => scheduler)
  return all.some((each) => monitorsOf(each).includes(metric)) ? quorumOf(metric, all) : undefined
}

/** Whether an open quorum has a deadline, so that the time matters. */
export const hasDeadline = (optimizer: Optimizer): boolean =>
  optimizer.openQuorums.some((each) => quorumAt(optimizer, each)?.deadline !== undefined)

/**
 * Decides every open quorum after its deadline, and every one that is complete because the quorum
 * of its schedulers has changed.
 * @param seconds the seconds since a time.
 */
export function decideOverdue(
  optimizer: Optimizer,
  seconds: (since: string) => number,
  audit: AuditInfo,
): Optimizer {
  return optimizer.openQuorums.reduce((current, openQuorum) => {
    const quorum = quorumAt(current, openQuorum)
    if (!quorum || isQueueFull(current, openQuorum)) return current
    if (isComplete(openQuorum, quorum)) return decideQuorum(current, openQuorum, quorum, audit)
    const { deadline = Infinity, onTimeout } = quorum
    if (seconds(openQuorum.since) < deadline) return current
    if (onTimeout === 'use_available') return decideQuorum(current, openQuorum, quorum, audit)
    return decideWithoutValue(current, openQuorum, {
      outcome: onTimeout === 'skip' ? 'skipped' : 'failed',
      audit,
    })
  }, optimizer)
}

/**
 * A late decision waits while too many inputs are pending, like any change, until steps are sealed.
 */
const isQueueFull = ({ pending, sealedThrough }: Optimizer, { step }: OpenQuorum): boolean =>
  pending.length >= MAX_PENDING && step <= sealedThrough

/** Decides that the metric has no value at this step. */
function decideWithoutValue(
  optimizer: Optimizer,
  openQuorum: OpenQuorum,
  { outcome, audit }: { outcome: 'skipped' | 'failed'; audit: AuditInfo },
): Optimizer {
  const { metric, step, reports } = openQuorum
  const decision = { metric, reportedFor: step, value: NaN, outcome, reports: inRankOrder(reports) }
  return acceptDecision(
    withoutOpenQuorum(optimizer, openQuorum),
    { kind: 'metric_decided', ...decision },
    audit,
  )
}
