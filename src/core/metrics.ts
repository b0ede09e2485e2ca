import { accept } from './changes.ts'
import type { Barrier, Frame } from './frame.ts'
import type { Input, InputOf } from './input.ts'
import { wideOf } from './number.ts'
import type { Optimizer } from './optimizer.ts'
import { outlook, type Outlook, type OutlookScheduler } from './outlook.ts'
import { oneOf, pointer, refuse, refuseFaults, type Fault } from './problem.ts'
import { covers, monitorsOf } from './scheduler.ts'
import type { Scheduler } from './schedules/catalogue.ts'
import { advance } from './trajectory.ts'

/** Metrics as they are reported with a step, by name. */
export type Reported = Readonly<Record<string, number>>

/** A metric that has been decided. */
export type MetricDecision = InputOf<'metric_decided'>

/**
 * Decides metrics for a step. They act at it if it is unsealed, and at the next step otherwise.
 * What was decided before stands: the same value again changes nothing.
 * @param decided every decision so far that may be for this step.
 * @throws {Refusal} `invalid_request` for a metric that no scheduler goes by, `metric_conflict`.
 */
export function decideMetrics(
  optimizer: Optimizer,
  reported: Reported,
  { step, decided, now }: { step: number; decided: readonly MetricDecision[]; now: string },
): Optimizer {
  const fresh = Object.entries(reported).filter(([metric, value]) => {
    const before = decided.find((each) => each.metric === metric && each.reportedFor === step)
    if (before && !isSame(before.value, value)) refuseConflict(before, value)
    return !before
  })
  if (fresh.length === 0) return optimizer
  const effective = Math.max(step, optimizer.sealedThrough + 1)
  const seen = outlook(optimizer)
  const metrics = fresh.map(([metric]) => metric)
  const all = seen.schedulers.map(({ scheduler }) => scheduler)
  refuseFaults([...unmonitored(metrics, all), ...unheard(metrics, seen, { step, effective })])
  return fresh.reduce((so, [metric, value]) => {
    const input = { kind: 'metric_decided', metric, value, reportedFor: step } as const
    return accept(so, input, now, effective)
  }, optimizer)
}

/** A NaN is the same as another, and -0 as 0: JSON does not tell them apart. */
const isSame = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b))

function refuseConflict(
  { metric, reportedFor: step, value }: MetricDecision,
  given: number,
): never {
  const [decided, other] = [wideOf(value), wideOf(given)]
  return refuse({ code: 'metric_conflict', metric, step, decided, given: other })
}

/** What is wrong with metrics that no scheduler goes by. */
export function unmonitored(metrics: readonly string[], schedulers: readonly Scheduler[]): Fault[] {
  const known = new Set(schedulers.flatMap(monitorsOf))
  const wanted = known.size === 0 ? 'none, as there is none that does' : oneOf([...known])
  return metrics
    .filter((metric) => !known.has(metric))
    .map((metric) => ({
      pointer: pointer(['metrics', metric]),
      detail: `no scheduler monitors "${metric}", wanted ${wanted}`,
    }))
}

/**
 * What is wrong with metrics for a step at which whoever goes by them does not step. A scheduler
 * that is attached at this very step, or drives no group any more, does not count the report; but
 * a trainer that reports each step need not know.
 */
function unheard(
  metrics: readonly string[],
  { schedulers }: Outlook,
  { step, effective }: { step: number; effective: number },
): Fault[] {
  const isThere = ({ effectiveStep = 0 }: OutlookScheduler) => effective >= effectiveStep
  const hears = (every: number) => step % every === 0 && effective % every === 0
  return metrics.flatMap((metric) => {
    const going = schedulers.filter(({ scheduler }) => monitorsOf(scheduler).includes(metric))
    const clocks = going.filter(isThere).map(({ scheduler: { every = 1 } }) => every)
    if (going.length === 0 || clocks.some(hears)) return []
    const detail = `given for step ${step} to act at ${effective}, where no scheduler hears it: wanted it ${whenHeard(clocks)}`
    return [{ pointer: pointer(['metrics', metric]), detail }]
  })
}

const whenHeard = (clocks: readonly number[]): string =>
  clocks.length === 0
    ? 'at a step after one that goes by it has begun'
    : `at a multiple of ${[...new Set(clocks)].join(' or ')}`

/** The decisions among inputs. */
export const decisionsOf = (inputs: readonly Input[]): MetricDecision[] =>
  inputs.filter((input) => input.kind === 'metric_decided')

/** A metric that must be decided before any rank can pass a step. */
export interface Awaited {
  readonly metric: string
  readonly step: number
}

/**
 * What holds up the way to `to`: the undecided metrics of the first step that requires any. Empty
 * where nothing does. Found by arithmetic: nothing is computed beyond the next step.
 */
export function awaited({ state, pending, sealedThrough }: Optimizer, to: number): Awaited[] {
  const first = sealedThrough + 1
  const { barriers: known } = state.program
  if (to < first || known.length + pending.length === 0) return []
  const decided = decisionsOf(pending)
  const staying = known.filter(({ scheduler }) => staysAtWork(state.frame, pending, scheduler))
  const now = firstMissing(staying, { from: first, to: first }, decided)
  if (now.length > 0 || to === first) return now
  const acts = pending.some(({ kind }) => kind !== 'metric_decided')
  const { barriers } = (acts ? advance(state, pending, first) : state).program
  return firstMissing(barriers, { from: first + 1, to }, decided)
}

/** Whether a scheduler is there for the next step, and a group that it drives. */
function staysAtWork({ schedulers, groups }: Frame, pending: readonly Input[], name: string) {
  const detached = pending.some(
    (input) => input.kind === 'scheduler_detached' && input.scheduler === name,
  )
  const removed = pending.flatMap((input) => (input.kind === 'group_removed' ? input.group : []))
  const { scheduler } = schedulers.find((each) => each.scheduler.name === name)!
  const staying = groups.filter((group) => !removed.includes(group.name))
  return !detached && staying.some((group) => covers(scheduler, group.name))
}

function firstMissing(
  barriers: readonly Barrier[],
  { from, to }: { from: number; to: number },
  decided: readonly MetricDecision[],
): Awaited[] {
  const isDecided = (wanted: string, at: number) =>
    decided.some(({ metric, reportedFor }) => metric === wanted && reportedFor === at)
  const missing = barriers.flatMap(({ metric, every, since }) => {
    let step = Math.ceil(Math.max(from, since + 1) / every) * every
    while (step <= to && isDecided(metric, step)) step += every
    return step <= to ? [{ metric, step }] : []
  })
  const first = Math.min(...missing.map(({ step }) => step))
  const named = new Map(missing.map((each) => [each.metric, each]))
  return [...named.values()].filter(({ step }) => step === first)
}
