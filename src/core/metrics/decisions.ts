import { accept, type NewInput } from '../optimizer/accept.ts'
import type { AuditInfo, Input, InputOf, RankReport } from '../trajectory/input.ts'
import { toJsonDouble } from '../number.ts'
import { earliestStep, type Optimizer } from '../optimizer/optimizer.ts'
import { upcomingAt } from '../optimizer/upcoming.ts'
import type { Upcoming, UpcomingScheduler } from '../optimizer/upcoming_group.ts'
import { oneOf, pointer, refuse, refuseFaults, type Fault } from '../problem.ts'
import { quorumOf } from '../definition/quorum.ts'
import { monitorsFromMilestone, monitorsOf } from '../definition/scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** Metrics reported with a step, by name. */
export type ReportedMetrics = Readonly<Record<string, number>>

/** One rank's report of a metric. */
export interface RankReportOf extends RankReport {
  readonly metric: string
  /** The place of the report in the request; left out, its fields are parts of the path of a URL. */
  readonly path?: readonly PropertyKey[]
}

/** A metric that has been decided. */
export type MetricDecision = InputOf<'metric_decided'>

/** The context of a report: its step, the earlier decisions, and its audit information. */
export interface ReportContext {
  readonly step: number
  /** Every earlier decision that may be for this step. */
  readonly decided: readonly MetricDecision[]
  readonly audit: AuditInfo
}

/**
 * Decides metrics for a step. They act at this step if it is unsealed, else at the first unsealed
 * one. A decision is final: the same value again has no effect.
 * @throws {Refusal} `invalid_request` for a metric that no scheduler monitors, or that a quorum
 *   decides; `metric_conflict` for another value.
 */
export function decideMetrics(
  optimizer: Optimizer,
  reported: ReportedMetrics,
  at: ReportContext,
): Optimizer {
  const { step, decided, audit } = at
  const fresh = Object.entries(reported).filter(([metric, value]) => {
    const before = decided.find((each) => each.metric === metric && each.reportedFor === step)
    if (before && !isSameValue(before.value, value)) refuseConflict(before, value)
    return !before
  })
  if (fresh.length === 0) return optimizer
  const metrics = fresh.map(([metric]) => metric)
  const schedulers = refuseUnused(optimizer, metrics, { step })
  refuseFaults(metrics.flatMap((metric) => quorumDecidesFaults(metric, schedulers)))
  return fresh.reduce(
    (current, [metric, value]) => {
      const input = { kind: 'metric_decided', metric, value, reportedFor: step } as const
      return acceptDecision(current, input, audit)
    },
    withoutOpenQuorums(optimizer, metrics, step),
  )
}

/** Accepts a decision at the step at which it acts. */
export function acceptDecision(
  optimizer: Optimizer,
  decision: Omit<NewInput<MetricDecision>, 'countsAtStart'>,
  audit: AuditInfo,
): Optimizer {
  const { metric, reportedFor } = decision
  const effective = effectiveStep(optimizer, reportedFor)
  const { schedulers } = upcomingAt(optimizer, effective)
  const counts = schedulers.some(({ scheduler }) => monitorsFromMilestone(scheduler, metric))
  const input =
    counts && isInTime(optimizer, reportedFor, effective)
      ? { ...decision, countsAtStart: true as const }
      : decision
  return accept(optimizer, input, audit, effective)
}

/**
 * Whether a report would act at this step without the window that has sealed the steps before: a
 * report for a step in the window would have acted there, before a plateau begins at its milestone.
 */
const isInTime = ({ cursor }: Optimizer, reportedFor: number, effective: number): boolean =>
  Math.max(reportedFor, cursor) + 1 >= effective

/** Discards the open quorums of the decided metrics. */
function withoutOpenQuorums(
  optimizer: Optimizer,
  metrics: readonly string[],
  step: number,
): Optimizer {
  const { openQuorums } = optimizer
  const rest = openQuorums.filter((each) => each.step !== step || !metrics.includes(each.metric))
  return rest.length === openQuorums.length ? optimizer : { ...optimizer, openQuorums: rest }
}

/** The step at which a metric acts, given the step of its report. No scheduler steps at step 0. */
export const effectiveStep = (optimizer: Optimizer, step: number): number =>
  Math.max(step, earliestStep(optimizer), 1)

/** Refuses metrics that no scheduler would use, and returns the schedulers of the step. */
export function refuseUnused(
  optimizer: Optimizer,
  metrics: readonly string[],
  { step, pathTo = metricPath }: { step: number; pathTo?: PathTo },
): readonly Scheduler[] {
  const effective = effectiveStep(optimizer, step)
  const upcoming = upcomingAt(optimizer, effective)
  const all = upcoming.schedulers.map(({ scheduler }) => scheduler)
  refuseFaults([
    ...unmonitoredFaults(metrics, all, pathTo),
    ...unusedAt(metrics, upcoming, { step, effective, pathTo }),
  ])
  return all
}

/** All NaNs are equal, and -0 equals 0: JSON does not distinguish them. */
export const isSameValue = (a: number, b: number): boolean =>
  a === b || (Number.isNaN(a) && Number.isNaN(b))

/** Refuses a second, different value. */
export function refuseConflict(
  { metric, reportedFor: step, value }: Pick<MetricDecision, 'metric' | 'reportedFor' | 'value'>,
  given: number,
  rank?: RankReport['rank'],
): never {
  const [decided, other] = [toJsonDouble(value), toJsonDouble(given)]
  return refuse({ code: 'metric_conflict', metric, step, rank, decided, given: other })
}

function quorumDecidesFaults(metric: string, schedulers: readonly Scheduler[]): Fault[] {
  const { reporters } = quorumOf(metric, schedulers)
  if (reporters === 1) return []
  const form = `{"value": 0.31, "rank": 0}`
  const detail = `is decided by ${reporters} ranks, wanted the report of one rank, ${form}, here or by PUT .../metrics/${metric}/{step}/{rank}`
  return [{ pointer: pointer(['metrics', metric]), detail }]
}

/** The path to a metric in the request. */
type PathTo = (metric: string) => readonly PropertyKey[]

const metricPath: PathTo = (metric) => ['metrics', metric]

/** The faults of metrics that no scheduler monitors. */
export function unmonitoredFaults(
  metrics: readonly string[],
  schedulers: readonly Scheduler[],
  pathTo: PathTo = metricPath,
): Fault[] {
  const known = new Set(schedulers.flatMap(monitorsOf))
  const wanted = known.size === 0 ? 'none: no scheduler monitors a metric' : oneOf([...known])
  return metrics
    .filter((metric) => !known.has(metric))
    .map((metric) => ({
      pointer: pointer(pathTo(metric)),
      detail: `no scheduler monitors "${metric}", wanted ${wanted}`,
    }))
}

/**
 * The faults of metrics for a step at which none of their schedulers steps. A scheduler that is
 * attached at this step, or has no group any more, does not count the report. Such a report is not
 * refused, because a trainer that reports at each step cannot know.
 */
function unusedAt(
  metrics: readonly string[],
  { schedulers }: Upcoming,
  { step, effective, pathTo }: { step: number; effective: number; pathTo: PathTo },
): Fault[] {
  const isThere = ({ effectiveStep = 0 }: UpcomingScheduler) => effective >= effectiveStep
  const isStepOf = (every: number) => step % every === 0 && effective % every === 0
  return metrics.flatMap((metric) => {
    const monitoring = schedulers.filter(({ scheduler }) => monitorsOf(scheduler).includes(metric))
    const intervals = monitoring.filter(isThere).map(({ scheduler: { every = 1 } }) => every)
    if (monitoring.length === 0 || intervals.some(isStepOf)) return []
    const detail = `given for step ${step} to act at ${effective}: no scheduler uses this metric at step ${effective}; report it ${stepsOfUse(intervals)}`
    return [{ pointer: pointer(pathTo(metric)), detail }]
  })
}

const stepsOfUse = (intervals: readonly number[]): string =>
  intervals.length === 0
    ? 'after the first step of a scheduler that monitors it'
    : `at a multiple of ${[...new Set(intervals)].join(' or ')}`

/** The decisions among inputs. */
export const decisionsOf = (inputs: readonly Input[]): MetricDecision[] =>
  inputs.filter((input) => input.kind === 'metric_decided')
