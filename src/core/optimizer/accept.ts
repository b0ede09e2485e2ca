import type { AuditInfo, Input } from '../trajectory/input.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { maxComputedSteps } from './refusals.ts'
import { byStep, allUpcoming, upcomingAt, type Upcoming } from './upcoming.ts'
import { refuse, refuseFaults, Refusal, type Fault, type Problem } from '../problem.ts'
import { covers } from '../definition/scheduler.ts'
import { newGroupFaults } from '../definition/scheduler_checks.ts'
import { fold } from '../trajectory/fold.ts'

/** An input before it has its place in the order. */
export type NewInput<I = Input> = I extends Input
  ? Omit<I, 'revision' | 'step' | keyof AuditInfo>
  : never

/** How many inputs may wait to act: each is written again with the next one. */
export const MAX_PENDING = 1_000

/**
 * The step at which a change acts: the first unsealed one, if none is named.
 * @throws {Refusal} `step_sealed`, `step_ahead`.
 */
export function resolveStep(optimizer: Optimizer, at?: number): number {
  const first = earliestStep(optimizer)
  const { sealedThrough: sealed_through } = optimizer
  if (at === undefined) return first
  if (at < first) refuse({ code: 'step_sealed', step: at, sealed_through, earliest_step: first })
  const limit = maxComputedSteps(optimizer)
  const { cursor } = optimizer
  if (at > cursor + limit) refuse({ code: 'step_ahead', step: at, cursor, limit })
  return at
}

/** Accepts an input. It acts at the given step, the next unsealed one if none is given. */
export function accept(
  optimizer: Optimizer,
  input: NewInput,
  audit: AuditInfo,
  step: number = earliestStep(optimizer),
): Optimizer {
  const isAhead = (each: NewInput) =>
    each.kind === 'metric_decided' && each.reportedFor > optimizer.sealedThrough
  // A metric that an advance brings is what the others wait for: it is let past them.
  const before = isAhead(input) ? optimizer.pending.filter(isAhead) : optimizer.pending
  const { length: pending } = before
  if (pending >= MAX_PENDING) refuse({ code: 'too_many_pending', pending })
  const revision = optimizer.revision + 1
  const recorded = { ...input, revision, step, ...audit }
  const accepted = { ...optimizer, revision, pending: [...optimizer.pending, recorded] }
  refuseUndefinedValue(accepted, recorded)
  return accepted
}

/** Refuses what has no value even at its own first step. What others lack there is not its fault. */
function refuseUndefinedValue(accepted: Optimizer, input: Input): void {
  if (input.kind !== 'scheduler_attached' && input.kind !== 'group_added') return
  // What acts later is tried as things stand: what will be by then, nobody knows yet.
  const { state, pending } = accepted
  const { step } = input
  const before = { ...state, step: step - 1 }
  // But with whoever comes and goes until then.
  const earlier = pending.filter((each) => each.step < step && each.kind !== 'metric_decided')
  const here = pending.filter((each) => each.step === step)
  const all = [...byStep(earlier).map((each) => ({ ...each, step })), ...here]
  try {
    fold(before, all, step)
  } catch (error) {
    if (!(error instanceof Refusal) || isAbout(error.problem, input)) throw error
  }
}

/** Whether it is the group that was added, or the scheduler that was attached, that has no value. */
function isAbout(problem: Problem, input: Input): boolean {
  if ('edit' in problem) return false
  if (!('scheduler' in problem) || !('group' in problem)) return true
  if (input.kind === 'scheduler_attached') return input.scheduler.name === problem.scheduler
  return input.kind === 'group_added' && input.group.name === problem.group
}

/**
 * Takes back a change that has not acted yet.
 * @throws {Refusal} `edit_not_found` where there is none, and whatever keeps the others from going on
 *   without it.
 */
export function cancel(
  optimizer: Optimizer,
  revision: number,
  audit: AuditInfo,
): { after: Optimizer; input: Input } {
  const { pending } = optimizer
  const target = pending.find((each) => each.revision === revision)
  if (!target || target.kind === 'metric_decided')
    return refuse({ code: 'edit_not_found', revision })
  const cancelled = { kind: 'cancelled', cancelled: revision, step: target.step } as const
  const input = { ...cancelled, revision: optimizer.revision + 1, ...audit }
  const rest = pending.filter((each) => each !== target)
  const after = { ...optimizer, revision: input.revision, pending: rest }
  if (target.kind === 'group_removed') refuseFaults(remainingGroupFaults(after, target.group))
  const later = rest.filter((each) => each.kind !== 'edited' && each.step >= target.step)
  for (const step of new Set(later.map((each) => each.step))) {
    const upcoming = upcomingAt(after, step)
    refuseDuplicateNames(upcoming)
    if (target.kind === 'group_added' && upcoming.groups.length === 0) {
      refuse({ code: 'last_group', group: target.group.name })
    }
  }
  return { after, input }
}

/** What keeps schedulers that are to come from driving a group that now stays. */
function remainingGroupFaults(optimizer: Optimizer, name: string): readonly Fault[] {
  const { groups, schedulers } = allUpcoming(optimizer)
  const settings = { totalSteps: optimizer.definition.total_steps }
  const group = groups.find((each) => each.name === name)
  const upcomingSchedulers = schedulers.filter(({ effectiveStep }) => effectiveStep !== undefined)
  const driving = upcomingSchedulers.filter(({ scheduler }) => covers(scheduler, name))
  return driving.flatMap(({ scheduler }) => newGroupFaults(scheduler, group!, settings))
}

/** Refuses two of one name. */
function refuseDuplicateNames({ groups, schedulers }: Upcoming): void {
  const group = firstDuplicate(groups.map(({ name }) => name))
  if (group !== undefined) refuse({ code: 'group_exists', group })
  const scheduler = firstDuplicate(schedulers.map((each) => each.scheduler.name))
  if (scheduler !== undefined) refuse({ code: 'scheduler_exists', scheduler })
}

function firstDuplicate(names: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return names.find((name) => seen.has(name) || !seen.add(name))
}
