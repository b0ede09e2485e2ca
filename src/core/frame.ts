import { unflatten, type Hyperparameters, type Values } from './hyperparameters.ts'
import { covers, ruleFor } from './scheduler.ts'
import type { Scheduler } from './schedules/catalogue.ts'
import type { Rule } from './schedules/schedule.ts'

/** A group as it stood when its frame began. */
export interface FrameGroup {
  readonly name: string
  /** The step at which it joined: its schedulers count from there. */
  readonly since: number
  readonly values: Values
  /** The values schedules start from, by path: torch's initial_lr under `lr`. */
  readonly initial: Values
}

/** A scheduler and the step at which it was attached. */
export interface Attached {
  readonly since: number
  readonly scheduler: Scheduler
}

/**
 * What there is between two inputs: the groups and the schedulers that drive them. A frame stays
 * the same object while only steps pass, so what moves can be stored apart from it.
 */
export interface Frame {
  readonly step: number
  readonly groups: readonly FrameGroup[]
  readonly schedulers: readonly Attached[]
  readonly totalSteps?: number | undefined
}

/** One scheduler at work on one value. */
export interface Binding {
  readonly rule: Rule
  /** Where the value stands among all values of the optimizer. */
  readonly column: number
  /** The step at which this scheduler met this group: its epoch 0. */
  readonly since: number
  readonly base: number
  readonly group: string
  readonly scheduler: string
}

/** Where one group's values stand among all values of the optimizer. */
export interface Columns {
  readonly name: string
  readonly paths: readonly string[]
  readonly offset: number
}

/** A frame made ready to run. */
export interface Program {
  readonly columns: readonly Columns[]
  readonly bindings: readonly Binding[]
  /** The columns that schedulers move, ascending. All others stand still for the whole frame. */
  readonly moving: readonly number[]
}

/** The hyperparameter that a scheduler drives. */
export const PARAM = 'lr'

/** Lays out the values of a frame and binds its schedulers to them, group by group. */
export function compile(frame: Frame): Program {
  let width = 0
  const columns = frame.groups.map(({ name, values }) => {
    const paths = Object.keys(values)
    const offset = width
    width += paths.length
    return { name, paths, offset }
  })
  const bindings = frame.groups.flatMap((group, index) => bind(frame, group, columns[index]!))
  const moving = [...new Set(bindings.map(({ column }) => column))].sort((a, b) => a - b)
  return { columns, bindings, moving }
}

function bind(frame: Frame, group: FrameGroup, columns: Columns): Binding[] {
  return frame.schedulers
    .filter(({ scheduler }) => covers(scheduler, group.name))
    .map(({ scheduler, since }) => ({
      rule: ruleFor(scheduler, group.name, frame),
      column: columns.offset + columns.paths.indexOf(PARAM),
      since: Math.max(since, group.since),
      base: group.initial[PARAM]!,
      group: group.name,
      scheduler: scheduler.name,
    }))
}

/** The values of a frame at its own step, in the order of its columns. */
export const valuesOf = (frame: Frame): Float64Array =>
  Float64Array.from(frame.groups.flatMap(({ values }) => Object.values(values)))

/** One group's hyperparameters, in the shape they were given in. */
export const hyperparametersAt = (columns: Columns, values: Float64Array): Hyperparameters =>
  unflatten(columns.paths, (index) => values[columns.offset + index]!)
