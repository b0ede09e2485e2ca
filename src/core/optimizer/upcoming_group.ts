import type { Changes } from '../definition/patched.ts'
import type { GroupArguments } from '../definition/late_arguments.ts'
import { covers } from '../definition/scheduler.ts'
import type { Constants } from '../group_options.ts'
import type { Values } from '../hyperparameters.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Adjustment } from '../trajectory/adjustment.ts'
import type { Attached, FrameGroup } from '../trajectory/frame.ts'
import type { InputOf } from '../trajectory/input.ts'

/** An accepted edit that will act at `step`. */
export type PendingEdit = Omit<InputOf<'edited'>, 'kind' | 'groups'>

/** The step of a pending addition, and the step of a pending removal. */
export interface Lifetime {
  readonly effectiveStep?: number
  readonly untilStep?: number
}

/** A group with its current values. */
export interface UpcomingGroup extends Lifetime {
  readonly name: string
  readonly values: Values
  readonly constants?: Constants | undefined
  /** Extra keys of the schedulers' constructors: torch's `initial_lr`, `max_lr`, ... */
  readonly groupExtras: Values
  /** The factors and fixed values that act at the present step. */
  readonly adjustments?: readonly Adjustment[] | undefined
  readonly pending: readonly PendingEdit[]
  /** The schedulers that pending changes construct on it. */
  readonly constructed?: readonly Scheduler[] | undefined
  /** Its own arguments of schedulers that are attached later. */
  readonly laterArguments?: GroupArguments | undefined
  /** The schedulers that cover it by name, and do not drive it. */
  readonly uncovered: readonly string[]
}

/** An accepted change of arguments that will act at `step`. */
export interface PendingPatch {
  readonly revision: number
  readonly step: number
  readonly changes: Changes
}

export interface UpcomingScheduler extends Lifetime {
  readonly scheduler: Scheduler
  /** Of the changes up to a step, none are pending: they are in the scheduler. */
  readonly pending?: readonly PendingPatch[]
}

/** The groups and schedulers as callers see them: the present and the pending ones. */
export interface Upcoming {
  readonly groups: readonly UpcomingGroup[]
  readonly schedulers: readonly UpcomingScheduler[]
  /** The length of the run with which these schedulers count. */
  readonly totalSteps?: number | undefined
}

/** The schedulers that cover a group by name, and do not drive it. */
export const undrivenBy = (
  { name, slots }: FrameGroup,
  schedulers: readonly Attached[],
): string[] =>
  schedulers
    .map(({ scheduler }) => scheduler)
    .filter((each) => covers(each, name) && !Object.hasOwn(slots, each.name))
    .map((each) => each.name)

/** Whether a scheduler drives a group. */
export const drives = (scheduler: Scheduler, { name, uncovered }: UpcomingGroup): boolean =>
  covers(scheduler, name) && !uncovered.includes(scheduler.name)
