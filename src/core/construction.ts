import type { Attached, Frame, FrameGroup } from './frame.ts'
import { boundsOf, bounded, covers, paramOf, ruleFor } from './scheduler.ts'
import { construct, keep, memoryOf, seatOf } from './seat.ts'
import { refuseValue } from './state.ts'

/** A scheduler as torch constructs it: on every group that it covers. */
export function attach(frame: Frame, scheduler: Attached['scheduler']): Frame {
  const attached = { since: frame.step, scheduler }
  return {
    ...frame,
    groups: frame.groups.map((group) => meet(group, attached, frame)),
    schedulers: [...frame.schedulers, attached],
  }
}

/** Constructs a scheduler on one group, if it covers the group. */
export function meet(group: FrameGroup, { scheduler }: Attached, frame: Frame): FrameGroup {
  if (!covers(scheduler, group.name)) return group
  const rule = ruleFor(scheduler, group.name, frame)
  const paths = Object.keys(group.values)
  const values = new Float64Array(paths.length + memoryOf(rule))
  values.set(Object.values(group.values))
  const marks = { ...group.marks }
  const surface = { marks, columnOf: (path: string) => paths.indexOf(path) }
  const at = { scheduler: scheduler.name, group: group.name }
  try {
    const blank = seatOf(rule, surface, { param: paramOf(scheduler), memory: paths.length })
    const seat = construct(rule, blank, { values, metrics: new Map() })
    const first = bounded(values[seat.column]!, boundsOf(scheduler, group.name, seat.base))
    if (!Number.isFinite(first)) refuseValue(at, frame.step, first)
    values[seat.column] = first
    return {
      ...group,
      values: Object.fromEntries(paths.map((path, index) => [path, values[index]!])),
      marks,
      seats: { ...group.seats, [scheduler.name]: keep(rule, seat, values) },
    }
  } catch (error) {
    return refuseValue(at, frame.step, error)
  }
}
