import type { Attached } from '../trajectory/frame.ts'
import { isBookkeeping, type Input } from '../trajectory/input.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import { byStep } from '../optimizer/upcoming.ts'
import { refuse } from '../problem.ts'
import { covers, monitorsOf } from '../definition/scheduler.ts'

/** A metric that must be decided before any rank can pass a step. */
export interface MissingMetric {
  readonly metric: string
  readonly step: number
}

/** The groups and schedulers from some step on. */
interface Membership {
  readonly from: number
  readonly groups: readonly string[]
  readonly schedulers: readonly Attached[]
}

/** Steps that no rank can pass before a metric is decided: the multiples of `every`. */
interface Barrier {
  readonly metric: string
  readonly every: number
  /** The step at which its scheduler was attached; the barrier begins after it. */
  readonly since: number
}

/**
 * The undecided metrics of the first step up to `to` that requires any; empty if no step does. This
 * needs arithmetic only: no step is computed.
 */
export function missingMetrics(optimizer: Optimizer, to: number): readonly MissingMetric[] {
  const { state, pending, sealedThrough } = optimizer
  const first = sealedThrough + 1
  if (to < first || !mayHaveBarriers(optimizer)) return []
  const now: Membership = {
    from: first,
    groups: state.frame.groups.map(({ name }) => name),
    schedulers: state.frame.schedulers,
  }
  const memberships = byStep(pending).reduce(nextMembership, [now])
  for (const [index, membership] of memberships.entries()) {
    const end = (memberships[index + 1]?.from ?? Infinity) - 1
    const span = { from: membership.from, to: Math.min(to, end) }
    const missing = firstMissing(membership, span, pending)
    if (missing.length > 0) return missing
  }
  return []
}

const mayHaveBarriers = ({ state, pending }: Optimizer): boolean =>
  state.program.barrierCount > 0 || pending.some(({ kind }) => kind === 'scheduler_attached')

/** An added or removed group or scheduler changes the membership from its step on. */
function nextMembership(memberships: readonly Membership[], input: Input): readonly Membership[] {
  const last = memberships.at(-1)!
  const changed = { ...membershipAfter(last, input), from: input.step }
  if (isBookkeeping(input) || input.kind === 'edited' || input.kind === 'metric_decided')
    return memberships
  return last.from === input.step
    ? [...memberships.slice(0, -1), changed]
    : [...memberships, changed]
}

function membershipAfter(membership: Membership, input: Input): Membership {
  const { groups, schedulers } = membership
  switch (input.kind) {
    case 'group_added':
      return { ...membership, groups: [...groups, input.group.name] }
    case 'group_removed':
      return { ...membership, groups: groups.filter((name) => name !== input.group) }
    case 'scheduler_attached': {
      const attached = { since: input.step, scheduler: input.scheduler }
      return { ...membership, schedulers: [...schedulers, attached] }
    }
    case 'scheduler_detached': {
      const stays = ({ scheduler }: Attached) => scheduler.name !== input.scheduler
      return { ...membership, schedulers: schedulers.filter(stays) }
    }
    default:
      return membership
  }
}

/** The barriers of the schedulers with at least one group. */
const barriersOf = ({ groups, schedulers }: Membership): Barrier[] =>
  schedulers.flatMap(({ scheduler, since }) => {
    const { every } = scheduler
    if (every === undefined || !groups.some((group) => covers(scheduler, group))) return []
    return monitorsOf(scheduler).map((metric) => ({ metric, every, since }))
  })

function firstMissing(
  membership: Membership,
  { from, to }: { from: number; to: number },
  pending: readonly Input[],
): MissingMetric[] {
  const missing = barriersOf(membership).flatMap(({ metric, every, since }) => {
    let step = Math.ceil(Math.max(from, since + 1) / every) * every
    while (step <= to && isDecided(pending, { metric, step })) step += every
    return step <= to ? [{ metric, step }] : []
  })
  const first = Math.min(...missing.map(({ step }) => step))
  const named = new Map(missing.map((each) => [each.metric, each]))
  return [...named.values()].filter(({ step }) => step === first)
}

/** A failed quorum is no decision: the metric of the step stays missing. */
const isDecided = (pending: readonly Input[], wanted: MissingMetric): boolean =>
  decisionFor(pending, wanted) !== undefined && !hasFailed(pending, wanted)

const decisionFor = (pending: readonly Input[], { metric, step }: MissingMetric) =>
  pending
    .filter((input) => input.kind === 'metric_decided')
    .find((input) => input.metric === metric && input.reportedFor === step)

const hasFailed = (pending: readonly Input[], wanted: MissingMetric): boolean =>
  decisionFor(pending, wanted)?.outcome === 'failed'

/** Refuses to wait for a metric whose quorum failed: `on_timeout` is `fail`. */
export function refuseTimedOut({ pending }: Optimizer, waiting: readonly MissingMetric[]): void {
  const failed = waiting.find((each) => hasFailed(pending, each))
  if (!failed) return
  const { reports = [] } = decisionFor(pending, failed)!
  refuse({ code: 'metric_timeout', ...failed, reported: reports.length })
}
