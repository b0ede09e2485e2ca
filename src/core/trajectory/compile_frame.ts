import {
  boundsOf,
  hasOptionalMetric,
  monitorsOf,
  paramOf,
  ruleFor,
  startEpoch,
} from '../definition/scheduler.ts'
import { anyRule, countRules, memorySize } from '../schedules/rule.ts'
import type { AdjustedColumn } from './adjustment.ts'
import {
  isOnSharedClock,
  type Attached,
  type Binding,
  type Frame,
  type FrameGroup,
  type GroupLayout,
  type Program,
} from './frame.ts'
import { slotFor } from './slot.ts'

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
  const adjustedColumns = adjustedColumnsOf(frame, layouts, width)
  length += adjustedColumns.length
  const bindings = frame.groups.flatMap((group, index) => {
    const columnOf = drivenColumns(layouts[index]!, adjustedColumns)
    const bound = bind(frame, group, { columnOf, memory: length })
    length = bound.reduce((sum, { rule }) => sum + memorySize(rule), length)
    return bound
  })
  const barrierCount = frame.schedulers.filter(isBarrier).length
  const metricBindings = metricBindingsOf(frame, bindings)
  const rulesPerStep = bindings.reduce((sum, { rule }) => sum + countRules(rule), 0)
  const shown = adjustedColumns.map(({ column }) => column)
  const movingColumns = movingColumnsOf(bindings, shown, width, length)
  const costs = { barrierCount, metricBindings, rulesPerStep }
  return { layouts, bindings, adjustedColumns, ...costs, length, movingColumns }
}

/** A column of its own for what the schedulers give, for each value that is shown with adjustments. */
function adjustedColumnsOf(
  { groups }: Frame,
  layouts: readonly GroupLayout[],
  width: number,
): AdjustedColumn[] {
  const all = groups.flatMap(({ name, adjustments = [] }, index) => {
    const { paths, offset } = layouts[index]!
    return [...Map.groupBy(adjustments, ({ path }) => path)].map(([path, own]) => ({
      group: name,
      column: offset + paths.indexOf(path),
      adjustments: own,
    }))
  })
  return all.map((each, index) => ({ ...each, driven: width + index }))
}

/** The column of each path of a group that schedulers read and write. */
export function drivenColumns(
  { paths, offset }: GroupLayout,
  adjustedColumns: readonly AdjustedColumn[],
): (path: string) => number {
  return (path) => {
    const index = paths.indexOf(path)
    if (index < 0) return -1
    const column = offset + index
    return adjustedColumns.find((each) => each.column === column)?.driven ?? column
  }
}

function bind(
  frame: Frame,
  group: FrameGroup,
  { columnOf, memory }: { columnOf: (path: string) => number; memory: number },
): Binding[] {
  let next = memory
  return frame.schedulers
    .filter(({ scheduler }) => Object.hasOwn(group.slots, scheduler.name))
    .map(({ scheduler, since }) => {
      const rule = ruleFor(scheduler, group.name, frame)
      const saved = group.slots[scheduler.name]
      const every = scheduler.every ?? 1
      const offset = epochOffsetOf({ since, scheduler }, group)
      const at = { param: paramOf(scheduler), every, memory: next, saved }
      const slot = slotFor(rule, { groupExtras: group.groupExtras, columnOf }, at)
      next += memorySize(rule)
      return {
        rule,
        slot,
        every,
        epochOffset: offset,
        ...boundsOf(scheduler, group.name, slot.base),
        group: group.name,
        scheduler: scheduler.name,
      }
    })
}

/** The multiples of `every` up to the epoch 0 of a scheduler on a group. */
function epochOffsetOf({ since, scheduler }: Attached, group: FrameGroup): number {
  const began = isOnSharedClock(group, since) ? since : group.since
  return Math.floor(began / (scheduler.every ?? 1)) - startEpoch(scheduler)
}

/** The epoch of a scheduler on a group at a step. */
export const epochAt = (step: number, attached: Attached, group: FrameGroup): number =>
  Math.floor(step / (attached.scheduler.every ?? 1)) - epochOffsetOf(attached, group)

const isBarrier = ({ scheduler }: Attached): boolean =>
  scheduler.every !== undefined && monitorsOf(scheduler).length > 0

function metricBindingsOf({ schedulers }: Frame, bindings: readonly Binding[]): readonly Binding[] {
  const own = schedulers.filter(({ scheduler }) => hasOptionalMetric(scheduler))
  if (own.length === 0) return NO_BINDINGS
  const names = new Set(own.map(({ scheduler }) => scheduler.name))
  return bindings.filter(({ scheduler }) => names.has(scheduler))
}
const NO_BINDINGS: readonly Binding[] = []

function movingColumnsOf(
  bindings: readonly Binding[],
  shown: readonly number[],
  width: number,
  length: number,
): number[] {
  const driven = bindings.flatMap(({ rule, slot }) => [
    slot.column,
    ...(anyRule(rule, ({ drivesMomentum }) => drivesMomentum === true) ? [slot.momentum] : []),
    ...(anyRule(rule, ({ setsBeta2 }) => setsBeta2 === true) ? [slot.beta2] : []),
  ])
  const own = [...driven, ...shown].filter((column) => column >= 0 && column < width)
  const columns = [...new Set(own)].sort((a, b) => a - b)
  return [...columns, ...Array.from({ length: length - width }, (_, index) => width + index)]
}
