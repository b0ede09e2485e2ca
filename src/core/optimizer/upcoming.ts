import type { Group } from '../definition/group.ts'
import { memberOf } from '../definition/member.ts'
import type { Constants } from '../group_options.ts'
import { unflatten, type Hyperparameters, type Values } from '../hyperparameters.ts'
import type { Input } from '../trajectory/input.ts'
import type { Optimizer } from './optimizer.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** An accepted edit that will act at `step`. */
export interface PendingEdit {
  readonly revision: number
  readonly step: number
  readonly set: Values
  readonly scale?: Values | undefined
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
  readonly pending: readonly PendingEdit[]
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
  const groups = frame.groups.map(({ name, groupExtras, constants }, index) => {
    const { paths, offset } = program.layouts[index]!
    const now = Object.fromEntries(paths.map((path, at) => [path, values[offset + at]!]))
    return { name, values: now, constants, groupExtras, pending: [] }
  })
  const schedulers = frame.schedulers.map(({ scheduler }) => ({ scheduler }))
  const due = byStep(pending).filter(({ step }) => step <= through)
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
      return { groups: [...groups, upcomingGroup(input.group, input.step)], schedulers }
    case 'group_removed':
      return {
        groups: withRemoval(groups, ({ name }) => name === input.group, input, removedThrough),
        schedulers,
      }
    case 'scheduler_attached': {
      const attached = { scheduler: input.scheduler, effectiveStep: input.step }
      return { groups, schedulers: [...schedulers, attached] }
    }
    case 'scheduler_detached': {
      const isTarget = ({ scheduler }: UpcomingScheduler) => scheduler.name === input.scheduler
      return { groups, schedulers: withRemoval(schedulers, isTarget, input, removedThrough) }
    }
    case 'edited': {
      const { revision, step, set, scale, reason } = input
      const edit = { revision, step, set, scale, reason }
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

const upcomingGroup = (group: Group, step: number): UpcomingGroup => ({
  ...memberOf(group),
  effectiveStep: step,
  pending: [],
})

/** Values in the shape of hyperparameters: `betas.0` and `betas.1` become `betas`. */
export const unflattened = (values: Values): Hyperparameters => {
  const paths = Object.keys(values)
  return unflatten(paths, (index) => values[paths[index]!]!)
}
