import type { Attached, Frame, FrameGroup } from './frame.ts'
import { memorySize, type GroupExtras } from '../schedules/rule.ts'
import { boundsOf, clamp, covers, paramOf, ruleFor } from '../definition/scheduler.ts'
import { construct, saveSlot, slotFor, type SavedSlot } from './slot.ts'
import { refuseValue } from './state.ts'

/** Adds a scheduler, constructed as in torch on every group that it covers. */
export function withScheduler(frame: Frame, scheduler: Attached['scheduler']): Frame {
  const attached = { since: frame.step, scheduler }
  return {
    ...frame,
    groups: frame.groups.map((group) => constructOn(group, [attached], frame)),
    schedulers: [...frame.schedulers, attached],
  }
}

/** A group during the construction of its schedulers. */
interface GroupBuilder {
  readonly name: string
  readonly paths: readonly string[]
  readonly values: number[]
  readonly groupExtras: GroupExtras
  readonly slots: Record<string, SavedSlot>
}

/** Constructs the schedulers that cover a group, in order. */
export function constructOn(
  group: FrameGroup,
  schedulers: readonly Attached[],
  frame: Frame,
): FrameGroup {
  const builder: GroupBuilder = {
    name: group.name,
    paths: Object.keys(group.values),
    values: Object.values(group.values),
    groupExtras: { ...group.groupExtras },
    slots: { ...group.slots },
  }
  for (const { scheduler } of schedulers) {
    if (covers(scheduler, group.name)) constructScheduler(builder, scheduler, frame)
  }
  const { paths, values, groupExtras, slots } = builder
  const now = paths.map((path, index) => [path, values[index]!] as const)
  return { ...group, values: Object.fromEntries(now), groupExtras, slots }
}

function constructScheduler(
  builder: GroupBuilder,
  scheduler: Attached['scheduler'],
  frame: Frame,
): void {
  const { name: group, paths, groupExtras } = builder
  const at = { scheduler: scheduler.name, group }
  try {
    const rule = ruleFor(scheduler, group, frame)
    const values = new Float64Array(paths.length + memorySize(rule))
    values.set(builder.values)
    const columns = { groupExtras, columnOf: (path: string) => paths.indexOf(path) }
    const slot = slotFor(rule, columns, {
      param: paramOf(scheduler),
      every: scheduler.every ?? 1,
      memory: paths.length,
    })
    construct(rule, slot, { values, metrics: new Map() })
    const first = values[slot.column]!
    if (!Number.isFinite(first)) refuseValue(at, frame.step, first)
    values[slot.column] = clamp(first, boundsOf(scheduler, group, slot.base))
    builder.slots[scheduler.name] = saveSlot(rule, slot, values)
    builder.values.splice(0, paths.length, ...values.subarray(0, paths.length))
  } catch (error) {
    refuseValue(at, frame.step, error)
  }
}
