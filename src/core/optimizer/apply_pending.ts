import type { Group } from '../definition/group.ts'
import { withArgumentsOf } from '../definition/late_arguments.ts'
import { memberOf, withInitialValue } from '../definition/member.ts'
import { patched } from '../definition/patched.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Input, InputOf } from '../trajectory/input.ts'
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
export function applyPending(
  { groups, schedulers }: Upcoming,
  input: Input,
  limits: ProjectionLimits,
): Upcoming {
  const { removedThrough } = limits
  switch (input.kind) {
    case 'group_added':
      return withUpcomingGroup({ groups, schedulers }, input)
    case 'group_removed':
      return {
        groups: withRemoval(groups, ({ name }) => name === input.group, input, removedThrough),
        schedulers,
      }
    case 'scheduler_attached': {
      const attached = { scheduler: input.scheduler, effectiveStep: input.step }
      const constructed = groups.map((group) => withInitialValue(input.scheduler, group))
      return { groups: constructed, schedulers: [...schedulers, attached] }
    }
    case 'scheduler_detached': {
      const isTarget = ({ scheduler }: UpcomingScheduler) => scheduler.name === input.scheduler
      return { groups, schedulers: withRemoval(schedulers, isTarget, input, removedThrough) }
    }
    case 'scheduler_patched':
      return {
        groups,
        schedulers: schedulers.map((each) => patchedScheduler(each, input, groups, limits.through)),
      }
    case 'edited': {
      const edit: PendingEdit = input
      const names = new Set(input.groups)
      const edited = (group: UpcomingGroup) =>
        names.has(group.name) ? { ...group, pending: [...group.pending, edit] } : group
      return { groups: groups.map(edited), schedulers }
    }
    default:
      return { groups, schedulers }
  }
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

function patchedScheduler(
  each: UpcomingScheduler,
  { scheduler: name, changes, step, revision }: InputOf<'scheduler_patched'> & Input,
  groups: readonly UpcomingGroup[],
  through: number,
): UpcomingScheduler {
  const { scheduler } = each
  if (scheduler.name !== name) return each
  if (through === Infinity) {
    return { ...each, pending: [...(each.pending ?? []), { revision, step, changes }] }
  }
  const driven = groups.filter((group) => drives(scheduler, group)).map((group) => group.name)
  return { ...each, scheduler: patched(scheduler, changes, driven) }
}

function withUpcomingGroup(
  { groups, schedulers }: Upcoming,
  { group, step, schedulers: mode, arguments: given = {} }: InputOf<'group_added'> & Input,
): Upcoming {
  const uncovered = mode === 'none' ? schedulers.map(({ scheduler }) => scheduler.name) : []
  const joined = { ...upcomingGroup(group, step), uncovered }
  const withArguments = (scheduler: Scheduler): Scheduler => {
    if (!Object.hasOwn(given, scheduler.name)) return scheduler
    const driven = groups.filter((each) => drives(scheduler, each)).map(({ name }) => name)
    return withArgumentsOf(scheduler, group.name, given[scheduler.name]!, driven)
  }
  return {
    groups: [...groups, joined],
    schedulers: schedulers.map((each) => ({ ...each, scheduler: withArguments(each.scheduler) })),
  }
}

const upcomingGroup = (group: Group, step: number): UpcomingGroup => ({
  ...memberOf(group),
  effectiveStep: step,
  pending: [],
  uncovered: [],
})
