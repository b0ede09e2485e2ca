import { chained } from './digest.ts'
import type { AuditInfo, Input } from '../trajectory/input.ts'
import { dependentOn } from './later_changes.ts'
import { undrivenFaults } from './later_groups.ts'
import { earliestStep, withPending, type Optimizer } from './optimizer.ts'
import { refuseMissingInitialLr } from './missing_initial_lr.ts'
import { maxComputedSteps } from './refusals.ts'
import { byStep, allUpcoming, upcomingAt } from './upcoming.ts'
import type { Upcoming } from './upcoming_group.ts'
import { refuse, refuseFaults, Refusal, type Fault, type Problem } from '../problem.ts'
import { covers } from '../definition/scheduler.ts'
import { newGroupFaults } from '../definition/scheduler_checks.ts'
import { fold } from '../trajectory/fold.ts'

/** An input without its revision and its step. */
export type NewInput<I = Input> = I extends Input
  ? Omit<I, 'revision' | 'step' | 'digest' | keyof AuditInfo>
  : never

/** The most pending inputs: each is written again with the next one. */
export const MAX_PENDING = 1_000

/**
 * The step at which a change acts; default: the first unsealed step.
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

/** Accepts an input. It acts at the given step; default: the first unsealed step. */
export function accept(
  optimizer: Optimizer,
  input: NewInput,
  audit: AuditInfo,
  step: number = earliestStep(optimizer),
): Optimizer {
  const isAhead = (each: NewInput) =>
    each.kind === 'metric_decided' && each.reportedFor > optimizer.sealedThrough
  // The other inputs wait for the advance that reports this metric, so they do not block it.
  const before = isAhead(input) ? optimizer.pending.filter(isAhead) : optimizer.pending
  const { length: pending } = before
  if (pending >= MAX_PENDING) refuse({ code: 'too_many_pending', pending })
  const revision = optimizer.revision + 1
  const { recorded, digest } = chained(optimizer, { ...input, revision, step, ...audit })
  const accepted = { ...optimizer, revision, digest }
  const all = [...optimizer.pending, recorded]
  // At step 0 the construction itself refuses an input without a value.
  if (step > 0) refuseUndefinedValue({ ...accepted, pending: all }, recorded)
  const after = step === 0 ? withPending(accepted, all) : { ...accepted, pending: all }
  if (changesConstruction(recorded)) refuseMissingInitialLr(after)
  return after
}

/** Whether an input may change what the constructor of a pending scheduler finds in a group. */
const changesConstruction = ({ kind }: Input): boolean =>
  kind === 'group_added' || kind === 'scheduler_detached'

/** Refuses an input without a value at its own first step. Faults of other inputs do not count. */
function refuseUndefinedValue(accepted: Optimizer, input: Input): void {
  if (input.kind !== 'scheduler_attached' && input.kind !== 'group_added') return
  // An input that acts later is checked with the current values: the later ones are unknown.
  const { state, pending } = accepted
  const { step } = input
  const before = { ...state, step: step - 1 }
  // The groups and schedulers added or removed until then are known, and included. Before the first
  // advance the state has those of step 0 already.
  const isEarlier = (each: Input) => each.step > state.step && each.step < step
  const earlier = pending.filter((each) => isEarlier(each) && each.kind !== 'metric_decided')
  const here = pending.filter((each) => each.step === step)
  const all = [...byStep(earlier).map((each) => ({ ...each, step })), ...here]
  try {
    fold(before, all, step)
  } catch (error) {
    if (!(error instanceof Refusal) || isAbout(error.problem, input)) throw error
  }
}

/** Whether a problem concerns the added group, or the attached scheduler. */
function isAbout(problem: Problem, input: Input): boolean {
  if ('edit' in problem) return false
  if (!('scheduler' in problem) || !('group' in problem)) return true
  if (input.kind === 'scheduler_attached') return input.scheduler.name === problem.scheduler
  return input.kind === 'group_added' && input.group.name === problem.group
}

/**
 * Cancels a change that has not acted yet.
 * @throws {Refusal} `edit_not_found` if there is none; the refusals of other changes that are not
 *   valid without this one.
 */
export function cancel(
  optimizer: Optimizer,
  cancelledRevision: number,
  audit: AuditInfo,
): { after: Optimizer; input: Input } {
  const { pending } = optimizer
  const target = pending.find((each) => each.revision === cancelledRevision)
  if (!target || target.kind === 'metric_decided')
    return refuse({ code: 'edit_not_found', revision: cancelledRevision })
  const cancelled = { kind: 'cancelled', cancelled: cancelledRevision, step: target.step } as const
  const revision = optimizer.revision + 1
  const { recorded: input, digest } = chained(optimizer, { ...cancelled, revision, ...audit })
  const rest = pending.filter((each) => each !== target)
  const revised = { ...optimizer, revision, digest }
  const after = target.step === 0 ? withPending(revised, rest) : { ...revised, pending: rest }
  refuseFaults(dependentFaults(target, rest))
  if (target.kind === 'group_removed') refuseFaults(remainingGroupFaults(after, target.group))
  refuseMissingInitialLr(after)
  const later = rest.filter((each) => each.kind !== 'edited' && each.step >= target.step)
  for (const step of new Set(later.map((each) => each.step))) {
    const upcoming = upcomingAt(after, step)
    refuseDuplicateNames(upcoming)
    refuseFaults(undrivenFaults(upcoming))
    if (target.kind === 'group_added' && upcoming.groups.length === 0) {
      refuse({ code: 'last_group', group: target.group.name })
    }
  }
  return { after, input }
}

/** Changes that were computed with the effect of a cancelled one. */
const dependentFaults = (target: Input, rest: readonly Input[]): Fault[] =>
  dependentOn(target, rest).map(({ revision }) => {
    const detail = `the pending change ${revision} was computed with this one, wanted that cancelled first`
    return { pointer: '', detail }
  })

/** The faults of pending schedulers for a group whose removal was cancelled. */
function remainingGroupFaults(optimizer: Optimizer, name: string): readonly Fault[] {
  const { groups, schedulers, totalSteps } = allUpcoming(optimizer)
  const settings = { totalSteps }
  const group = groups.find((each) => each.name === name)
  // Its addition was cancelled before: there is nothing to drive.
  if (!group) return []
  const upcomingSchedulers = schedulers.filter(({ effectiveStep }) => effectiveStep !== undefined)
  const driving = upcomingSchedulers.filter(({ scheduler }) => covers(scheduler, name))
  return driving.flatMap(({ scheduler }) => newGroupFaults(scheduler, group, settings))
}

/** Refuses two groups or two schedulers with one name. */
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
