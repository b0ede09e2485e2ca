import type { Constants, GroupOptions } from '../group_options.ts'
import { unflatten, type Values } from '../hyperparameters.ts'
import {
  anyRule,
  countRules,
  memorySize,
  type RuleTree,
  type ParamSlot,
} from '../schedules/rule.ts'
import {
  boundsOf,
  monitorsOf,
  paramOf,
  ruleFor,
  startEpoch,
  type Bounds,
} from '../definition/scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import { slotFor, type SavedSlot } from './slot.ts'

/** A group at the first step of its frame. */
export interface FrameGroup {
  readonly name: string
  /** The step at which it was added. Unless it joined, earlier schedulers count from this step. */
  readonly since: number
  /** Set if it joined the schedulers at their epoch. */
  readonly joined?: true | undefined
  readonly values: Values
  /** Its values that are not numbers: they never change. */
  readonly constants?: Constants | undefined
  /** Extra keys of the schedulers' constructors: torch's `initial_lr`, `max_lr`, ... */
  readonly groupExtras: Values
  /** The saved slot of each scheduler that drives it, by the scheduler's name. Others do not. */
  readonly slots: Readonly<Record<string, SavedSlot>>
}

/** A scheduler and the step at which it was attached. */
export interface Attached {
  readonly since: number
  readonly scheduler: Scheduler
  /** The slot of its last group, kept while it has none. */
  readonly lastSlot?: SavedSlot | undefined
}

/** Whether a group shares the clock of a scheduler: it was not constructed on it again later. */
export const isOnSharedClock = (
  { joined, since: added }: Pick<FrameGroup, 'since' | 'joined'>,
  since: number,
): boolean => joined === true || added <= since

/**
 * The groups and the attached schedulers between two inputs. Steps without inputs keep the same
 * frame object, so the moving values can be stored separately.
 */
export interface Frame {
  readonly step: number
  readonly groups: readonly FrameGroup[]
  readonly schedulers: readonly Attached[]
  readonly totalSteps?: number | undefined
}

/** One scheduler on one value of one group. */
export interface Binding extends Bounds {
  readonly rule: RuleTree
  readonly slot: ParamSlot
  /** It steps at the multiples of this. */
  readonly every: number
  /** The number of those multiples up to the construction on this group: its epoch 0. */
  readonly epochOffset: number
  readonly group: string
  readonly scheduler: string
}

/** The columns of one group's values. */
export interface GroupLayout {
  readonly name: string
  readonly paths: readonly string[]
  readonly offset: number
  readonly constants: Constants | undefined
  /** Whether each path is the name of a hyperparameter, without elements of lists. */
  readonly isFlat: boolean
}

/** A compiled frame. */
export interface Program {
  readonly layouts: readonly GroupLayout[]
  readonly bindings: readonly Binding[]
  /** The number of schedulers that block all ranks until their metric is decided. */
  readonly barrierCount: number
  /** The number of rules per step, nested rules included. */
  readonly rulesPerStep: number
  /** The number of columns: the values of all groups, and then the memory of the rules. */
  readonly length: number
  /** The columns that schedulers change, ascending. All others are constant in this frame. */
  readonly movingColumns: readonly number[]
}

/** Assigns columns to the values of a frame and binds its schedulers to them, group by group. */
export function compileFrame(frame: Frame): Program {
  let length = 0
  const layouts = frame.groups.map(({ name, values, constants }) => {
    const paths = Object.keys(values)
    const offset = length
    length += paths.length
    // An assignment to `__proto__` would set the prototype.
    const isFlat = paths.every((path) => !path.includes('.') && path !== '__proto__')
    return { name, paths, offset, constants, isFlat }
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
    .filter(({ scheduler }) => Object.hasOwn(group.slots, scheduler.name))
    .map(({ scheduler, since }) => {
      const rule = ruleFor(scheduler, group.name, frame)
      const saved = group.slots[scheduler.name]
      const every = scheduler.every ?? 1
      const began = isOnSharedClock(group, since) ? since : group.since
      const at = { param: paramOf(scheduler), every, memory: next, saved }
      const slot = slotFor(rule, { groupExtras: group.groupExtras, columnOf }, at)
      next += memorySize(rule)
      return {
        rule,
        slot,
        every,
        epochOffset: Math.floor(began / every) - startEpoch(scheduler),
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

/** One group's hyperparameters in their original shape, lists as lists, and its constants. */
export function hyperparametersAt(columns: GroupLayout, values: Float64Array): GroupOptions {
  const { paths, offset, constants, isFlat } = columns
  if (!isFlat) return { ...unflatten(paths, (index) => values[offset + index]!), ...constants }
  const found: Record<string, number> = {}
  for (let index = 0; index < paths.length; index++) found[paths[index]!] = values[offset + index]!
  return constants ? { ...found, ...constants } : found
}
