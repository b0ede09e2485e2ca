import type { Group } from '../definition/group.ts'
import { withAddedGroup } from '../definition/added_arguments.ts'
import { argumentsBeyond, withEarlierArguments } from '../definition/late_arguments.ts'
import { memberOf, withInitialValue } from '../definition/member.ts'
import { missingGroupFaults } from '../definition/per_group_arguments.ts'
import { patched } from '../definition/patched.ts'
import { covers, ruleFor } from '../definition/scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Input, InputOf, Lengthened } from '../trajectory/input.ts'
import {
  drives,
  type Lifetime,
  type PendingEdit,
  type Upcoming,
  type UpcomingGroup,
  type UpcomingScheduler,
} from './upcoming_group.ts'

export interface ProjectionLimits {
  /** Inputs at later steps are ignored. */
  readonly through: number
  /** Removals at later steps are shown as `untilStep`. */
  readonly removedThrough: number
}

/** The groups and schedulers after one more accepted input. */
export function applyPending(now: Upcoming, input: Input, limits: ProjectionLimits): Upcoming {
  const { groups, schedulers } = now
  const { removedThrough } = limits
  switch (input.kind) {
    case 'group_added':
      return withUpcomingGroup(now, input)
    case 'group_removed': {
      const isTarget = ({ name }: UpcomingGroup) => name === input.group
      return { ...now, groups: withRemoval(groups, isTarget, input, removedThrough) }
    }
    case 'scheduler_attached': {
      const scheduler = withEarlierArguments(input.scheduler, groups)
      const attached = { scheduler, effectiveStep: input.step }
      const constructed = groups.map((group) => withConstructed(scheduler, group))
      return { ...now, groups: constructed, schedulers: [...schedulers, attached] }
    }
    case 'scheduler_detached': {
      const isTarget = ({ scheduler }: UpcomingScheduler) => scheduler.name === input.scheduler
      return { ...now, schedulers: withRemoval(schedulers, isTarget, input, removedThrough) }
    }
    case 'scheduler_patched':
      return withUpcomingChanges(now, input, { [input.scheduler]: input }, limits)
    case 'total_steps_changed':
      return withUpcomingLength(now, input, limits)
    case 'edited':
      return { ...now, groups: withPendingEdit(groups, input) }
    default:
      return now
  }
}

function withPendingEdit(
  groups: readonly UpcomingGroup[],
  edit: PendingEdit & InputOf<'edited'>,
): readonly UpcomingGroup[] {
  const edited = new Set(edit.groups)
  return groups.map((group) =>
    edited.has(group.name) ? { ...group, pending: [...group.pending, edit] } : group,
  )
}

/**
 * Removes the target; or, for a later removal, sets its `untilStep`, unless it is added at the same
 * step. An element of this name with an earlier removal is another one.
 */
function withRemoval<T extends Lifetime>(
  all: readonly T[],
  isTarget: (one: T) => boolean,
  { step }: Input,
  removedThrough: number,
): readonly T[] {
  return all.flatMap((one) => {
    if (!isTarget(one) || one.untilStep !== undefined) return [one]
    return step <= removedThrough || one.effectiveStep === step ? [] : [{ ...one, untilStep: step }]
  })
}

/** The length of the run is that of the present schedulers while the change is pending. */
function withUpcomingLength(
  now: Upcoming,
  input: InputOf<'total_steps_changed'> & Input,
  limits: ProjectionLimits,
): Upcoming {
  const changed = withUpcomingChanges(now, input, input.schedulers, limits)
  return limits.through === Infinity ? changed : { ...changed, totalSteps: input.totalSteps }
}

/** The schedulers with changed arguments; while these are pending, with the changes beside them. */
function withUpcomingChanges(
  now: Upcoming,
  { revision, step }: Input,
  changed: Readonly<Record<string, Lengthened>>,
  { through }: ProjectionLimits,
): Upcoming {
  const schedulers = now.schedulers.map((each): UpcomingScheduler => {
    const { scheduler } = each
    const change = Object.hasOwn(changed, scheduler.name) ? changed[scheduler.name] : undefined
    if (!change) return each
    const { changes, written } = change
    if (through === Infinity) {
      if (Object.keys(changes).length === 0) return each
      return { ...each, pending: [...(each.pending ?? []), { revision, step, changes }] }
    }
    const driven = now.groups.filter((group) => drives(scheduler, group)).map(({ name }) => name)
    return { ...each, scheduler: patched(scheduler, changes, driven, written) }
  })
  return { ...now, schedulers }
}

function withUpcomingGroup(now: Upcoming, added: InputOf<'group_added'> & Input): Upcoming {
  const { group, step, schedulers: mode } = added
  const { groups } = now
  const withArguments = (scheduler: Scheduler): Scheduler => {
    const driven = groups.filter((each) => drives(scheduler, each)).map(({ name }) => name)
    return withAddedGroup(scheduler, added, driven)
  }
  const schedulers = now.schedulers.map((each) => ({
    ...each,
    scheduler: withArguments(each.scheduler),
  }))
  const uncovered = mode === 'none' ? schedulers.map(({ scheduler }) => scheduler.name) : []
  const leaving = schedulers.filter(({ scheduler }) =>
    leavesInitialValue(scheduler, group, mode, now),
  )
  const constructed = leaving.reduce(
    (member, { scheduler }) => withConstructed(scheduler, member),
    upcomingGroup(group, step),
  )
  const laterArguments = argumentsBeyond(added.arguments ?? {}, now.schedulers)
  return {
    ...now,
    groups: [...groups, { ...constructed, uncovered, laterArguments }],
    schedulers,
  }
}

function withConstructed(scheduler: Scheduler, group: UpcomingGroup): UpcomingGroup {
  if (!covers(scheduler, group.name)) return group
  const constructed = [...(group.constructed ?? []), scheduler]
  return { ...withInitialValue(scheduler, group), constructed }
}

/** Whether an added group has the initial value as a scheduler's constructor leaves it. */
function leavesInitialValue(
  scheduler: Scheduler,
  { name }: Group,
  mode: InputOf<'group_added'>['schedulers'] = 'restart',
  { groups, totalSteps }: Upcoming,
): boolean {
  if (mode === 'none' || !covers(scheduler, name)) return false
  if (mode === 'restart') return true
  // While a patch to a common argument is pending, the group may have no value of its own.
  const known = [name, ...groups.map((group) => group.name)].find(
    (each) => missingGroupFaults(scheduler, each).length === 0,
  )
  return known === undefined || ruleFor(scheduler, known, { totalSteps }).recursive !== true
}

const upcomingGroup = (group: Group, step: number): UpcomingGroup => ({
  ...memberOf(group),
  effectiveStep: step,
  pending: [],
  uncovered: [],
})
