import type { Group } from '../definition/group.ts'
import { withArgumentsOf } from '../definition/late_arguments.ts'
import { memberOf, withInitialValue } from '../definition/member.ts'
import { covers } from '../definition/scheduler.ts'
import type { Constants } from '../group_options.ts'
import { unflatten, type Hyperparameters, type Values } from '../hyperparameters.ts'
import type { Attached, FrameGroup } from '../trajectory/frame.ts'
import type { Adjustment } from '../trajectory/adjustment.ts'
import type { Input, InputOf, Released } from '../trajectory/input.ts'
import type { Optimizer } from './optimizer.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** An accepted edit that will act at `step`. */
export interface PendingEdit {
  readonly revision: number
  readonly step: number
  readonly set: Values
  readonly scale?: Values | undefined
  readonly multiply?: Values | undefined
  readonly hold?: Values | undefined
  readonly release?: Released | undefined
  readonly untilStep?: number | undefined
  readonly reason?: string | undefined
}

/** The step of a pending addition, and the step of a pending removal. */
interface Lifetime {
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
  /** The schedulers that cover it by name, and do not drive it. */
  readonly uncovered: readonly string[]
}

export interface UpcomingScheduler extends Lifetime {
  readonly scheduler: Scheduler
}

/** The groups and schedulers as callers see them: the present and the pending ones. */
export interface Upcoming {
  readonly groups: readonly UpcomingGroup[]
  readonly schedulers: readonly UpcomingScheduler[]
}

/**
 * The groups and schedulers of an optimizer after all accepted inputs. A removal at the next step
 * is already applied; a later one is shown as `untilStep`.
 */
export const allUpcoming = (optimizer: Optimizer): Upcoming =>
  project(optimizer, { through: Infinity, removedThrough: optimizer.sealedThrough + 1 })

/** The groups and schedulers at a step, after the accepted inputs up to this step. */
export const upcomingAt = (optimizer: Optimizer, step: number): Upcoming =>
  project(optimizer, { through: step, removedThrough: step })

/** Inputs by the step at which they act; at one step, in the order of acceptance. */
export const byStep = (inputs: readonly Input[]): readonly Input[] =>
  inputs.toSorted((a, b) => a.step - b.step)

interface ProjectionLimits {
  /** Inputs at later steps are ignored. */
  readonly through: number
  /** Removals at later steps are shown as `untilStep`. */
  readonly removedThrough: number
}

function project(
  { state, pending }: Optimizer,
  { through, removedThrough }: ProjectionLimits,
): Upcoming {
  const { frame, program, values } = state
  const groups = frame.groups.map((group, index) => {
    const { name, groupExtras, constants } = group
    const { paths, offset } = program.layouts[index]!
    const now = Object.fromEntries(paths.map((path, at) => [path, values[offset + at]!]))
    const uncovered = undrivenBy(group, frame.schedulers)
    const { adjustments } = group
    return { name, values: now, constants, groupExtras, adjustments, pending: [], uncovered }
  })
  const schedulers = frame.schedulers.map(({ scheduler }) => ({ scheduler }))
  // Before the first advance, the state has the pending inputs at step 0.
  const due = byStep(pending).filter(({ step }) => step > state.step && step <= through)
  return due.reduce<Upcoming>((current, input) => applyPending(current, input, removedThrough), {
    groups,
    schedulers,
  })
}

function applyPending(
  { groups, schedulers }: Upcoming,
  input: Input,
  removedThrough: number,
): Upcoming {
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

/** The schedulers that cover a group by name, and do not drive it. */
const undrivenBy = ({ name, slots }: FrameGroup, schedulers: readonly Attached[]): string[] =>
  schedulers
    .map(({ scheduler }) => scheduler)
    .filter((each) => covers(each, name) && !Object.hasOwn(slots, each.name))
    .map((each) => each.name)

/** Whether a scheduler drives a group. */
export const drives = (scheduler: Scheduler, { name, uncovered }: UpcomingGroup): boolean =>
  covers(scheduler, name) && !uncovered.includes(scheduler.name)

/** Values in the shape of hyperparameters: `betas.0` and `betas.1` become `betas`. */
export const unflattened = (values: Values): Hyperparameters => {
  const paths = Object.keys(values)
  return unflatten(paths, (index) => values[paths[index]!]!)
}
