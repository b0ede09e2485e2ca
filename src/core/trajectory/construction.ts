import type { Attached, Frame, FrameGroup } from './frame.ts'
import { memorySize, type GroupExtras } from '../schedules/rule.ts'
import { boundsOf, clamp, covers, paramOf, ruleFor } from '../definition/scheduler.ts'
import { construct, keep, seatOf, type Seated } from './slot.ts'
import { refuseValue } from './state.ts'

/** A scheduler as torch constructs it: on every group that it covers. */
export function attach(frame: Frame, scheduler: Attached['scheduler']): Frame {
  const attached = { since: frame.step, scheduler }
  return {
    ...frame,
    groups: frame.groups.map((group) => meet(group, [attached], frame)),
    schedulers: [...frame.schedulers, attached],
  }
}

/** A group while schedulers are constructed on it, one after the other. */
interface Open {
  readonly name: string
  readonly paths: readonly string[]
  readonly values: number[]
  readonly marks: GroupExtras
  readonly seats: Record<string, Seated>
}

/** Constructs those schedulers on a group that cover it, in order. */
export function meet(group: FrameGroup, schedulers: readonly Attached[], frame: Frame): FrameGroup {
  const open: Open = {
    name: group.name,
    paths: Object.keys(group.values),
    values: Object.values(group.values),
    marks: { ...group.marks },
    seats: { ...group.seats },
  }
  for (const { scheduler } of schedulers) {
    if (covers(scheduler, group.name)) constructOn(open, scheduler, frame)
  }
  const { paths, values, marks, seats } = open
  const now = paths.map((path, index) => [path, values[index]!] as const)
  return { ...group, values: Object.fromEntries(now), marks, seats }
}

function constructOn(open: Open, scheduler: Attached['scheduler'], frame: Frame): void {
  const { name: group, paths, marks } = open
  const at = { scheduler: scheduler.name, group }
  try {
    const rule = ruleFor(scheduler, group, frame)
    const values = new Float64Array(paths.length + memorySize(rule))
    values.set(open.values)
    const surface = { marks, columnOf: (path: string) => paths.indexOf(path) }
    const seat = seatOf(rule, surface, {
      param: paramOf(scheduler),
      every: scheduler.every ?? 1,
      memory: paths.length,
    })
    construct(rule, seat, { values, metrics: new Map() })
    const first = values[seat.column]!
    if (!Number.isFinite(first)) refuseValue(at, frame.step, first)
    values[seat.column] = clamp(first, boundsOf(scheduler, group, seat.base))
    open.seats[scheduler.name] = keep(rule, seat, values)
    open.values.splice(0, paths.length, ...values.subarray(0, paths.length))
  } catch (error) {
    refuseValue(at, frame.step, error)
  }
}
