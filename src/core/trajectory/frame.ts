import { unflatten, type Hyperparameters, type Values } from '../hyperparameters.ts'
import {
  anyRule,
  countRules,
  memorySize,
  type RuleTree,
  type ParamSlot,
} from '../schedules/rule.ts'
import {
  boundsOf,
  covers,
  monitorsOf,
  paramOf,
  ruleFor,
  type Bounds,
} from '../definition/scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import { slotFor, type SavedSlot } from './slot.ts'

/** A group as it stood when its frame began. */
export interface FrameGroup {
  readonly name: string
  /** The step at which it joined: its schedulers count from there. */
  readonly since: number
  readonly values: Values
  /** What schedulers left in it on construction: torch's `initial_lr`, `max_lr`, ... */
  readonly groupExtras: Values
  /** What each scheduler that drives it has of it, by the scheduler's name. */
  readonly slots: Readonly<Record<string, SavedSlot>>
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
export interface Binding extends Bounds {
  readonly rule: RuleTree
  readonly slot: ParamSlot
  /** It steps at the multiples of this. */
  readonly every: number
  /** How many of those were over when this scheduler met this group: its epoch 0. */
  readonly epochOffset: number
  readonly group: string
  readonly scheduler: string
}

/** Where one group's values stand among all values of the optimizer. */
export interface GroupLayout {
  readonly name: string
  readonly paths: readonly string[]
  readonly offset: number
  /** Whether each path is simply the name of a hyperparameter, none an element of a list. */
  readonly isFlat: boolean
}

/** A frame made ready to run. */
export interface Program {
  readonly layouts: readonly GroupLayout[]
  readonly bindings: readonly Binding[]
  /** How many schedulers no rank can pass before their metric is decided. */
  readonly barrierCount: number
  /** How many rules a step runs, those inside others included. */
  readonly rulesPerStep: number
  /** How many values there are: those of all groups, and then what the rules remember. */
  readonly length: number
  /** The values that schedulers move, ascending. All others stand still for the whole frame. */
  readonly movingColumns: readonly number[]
}

/** Lays out the values of a frame and binds its schedulers to them, group by group. */
export function compileFrame(frame: Frame): Program {
  let length = 0
  const layouts = frame.groups.map(({ name, values }) => {
    const paths = Object.keys(values)
    const offset = length
    length += paths.length
    // What every object inherits must not be set by its name.
    const isFlat = paths.every((path) => !path.includes('.') && path !== '__proto__')
    return { name, paths, offset, isFlat }
  })
  const width = length
  const bindings = frame.groups.flatMap((group, index) => {
    const bound = bind(frame, group, { columns: layouts[index]!, memory: length })
    length = bound.reduce((sum, { rule }) => sum + memorySize(rule), length)
    return bound
  })
  const barrierCount = frame.schedulers.filter(isBarrier).length
  const rulesPerStep = bindings.reduce((sum, { rule }) => sum + countRules(rule), 0)
  const movingColumns = movingColumnsOf(bindings, width, length)
  return { layouts, bindings, barrierCount, rulesPerStep, length, movingColumns }
}

function bind(
  frame: Frame,
  group: FrameGroup,
  { columns, memory }: { columns: GroupLayout; memory: number },
): Binding[] {
  let next = memory
  const columnOf = (path: string) => {
    const index = columns.paths.indexOf(path)
    return index < 0 ? -1 : columns.offset + index
  }
  return frame.schedulers
    .filter(({ scheduler }) => covers(scheduler, group.name))
    .map(({ scheduler, since }) => {
      const rule = ruleFor(scheduler, group.name, frame)
      const saved = group.slots[scheduler.name]
      const every = scheduler.every ?? 1
      const at = { param: paramOf(scheduler), every, memory: next, saved }
      const slot = slotFor(rule, { groupExtras: group.groupExtras, columnOf }, at)
      next += memorySize(rule)
      return {
        rule,
        slot,
        every,
        epochOffset: Math.floor(Math.max(since, group.since) / every),
        ...boundsOf(scheduler, group.name, slot.base),
        group: group.name,
        scheduler: scheduler.name,
      }
    })
}

const isBarrier = ({ scheduler }: Attached): boolean =>
  scheduler.every !== undefined && monitorsOf(scheduler).length > 0

function movingColumnsOf(bindings: readonly Binding[], width: number, length: number): number[] {
  const driven = bindings.flatMap(({ rule, slot }) =>
    anyRule(rule, ({ drivesMomentum }) => drivesMomentum === true)
      ? [slot.column, slot.momentum]
      : [slot.column],
  )
  const columns = [...new Set(driven)].sort((a, b) => a - b)
  return [...columns, ...Array.from({ length: length - width }, (_, index) => width + index)]
}

/** One group's hyperparameters, in the shape they were given in. */
export function hyperparametersAt(columns: GroupLayout, values: Float64Array): Hyperparameters {
  const { paths, offset, isFlat } = columns
  if (!isFlat) return unflatten(paths, (index) => values[offset + index]!)
  const found: Record<string, number> = {}
  for (let index = 0; index < paths.length; index++) found[paths[index]!] = values[offset + index]!
  return found
}
