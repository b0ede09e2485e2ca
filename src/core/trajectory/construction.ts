import type { Attached, Frame, FrameGroup } from './frame.ts'
import { withEarlierArguments } from '../definition/late_arguments.ts'
import type { Group } from '../definition/group.ts'
import { flatten } from '../hyperparameters.ts'
import { memorySize, type GroupExtras, type RuleTree } from '../schedules/rule.ts'
import { boundsOf, clamp, covers, paramOf, ruleFor, startEpoch } from '../definition/scheduler.ts'
import { construct, saveSlot, slotFor, type SavedSlot } from './slot.ts'
import { refuseValue } from './state.ts'

/** Adds a scheduler, constructed as in torch on every group that it covers. */
export function withScheduler(frame: Frame, accepted: Attached['scheduler']): Frame {
  const scheduler = withEarlierArguments(accepted, frame.groups)
  const attached = { since: frame.step, scheduler }
  return {
    ...frame,
    groups: frame.groups.map((group) => constructOn(group, [attached], frame)),
    schedulers: [...frame.schedulers, attached],
  }
}

/** A group with every scheduler that covers it constructed on it. */
export const constructGroup = (group: Group, frame: Frame): FrameGroup =>
  constructOn({ ...bareGroup(group), since: frame.step }, frame.schedulers, frame)

/** A group without schedulers. */
export function bareGroup({ name, hyperparameters, constants, initialLr }: Group): FrameGroup {
  const groupExtras = initialLr === undefined ? {} : { initial_lr: initialLr }
  const values = flatten(hyperparameters)
  return { name, since: 0, values, ...(constants && { constants }), groupExtras, slots: {} }
}

/** A group during the construction of its schedulers. */
export interface GroupBuilder {
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
  const builder = builderOf(group)
  for (const { scheduler } of schedulers) {
    if (covers(scheduler, group.name)) constructScheduler(builder, scheduler, frame)
  }
  const { paths, values, groupExtras, slots } = builder
  const now = paths.map((path, index) => [path, values[index]!] as const)
  return { ...group, values: Object.fromEntries(now), groupExtras, slots }
}

export const builderOf = ({ name, values, groupExtras, slots }: FrameGroup): GroupBuilder => ({
  name,
  paths: Object.keys(values),
  values: Object.values(values),
  groupExtras: { ...groupExtras },
  slots: { ...slots },
})

/** Constructs one scheduler on a group, and returns its rule. */
export function constructScheduler(
  builder: GroupBuilder,
  scheduler: Attached['scheduler'],
  frame: Frame,
): RuleTree {
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
    construct(rule, slot, { values, metrics: new Map() }, startEpoch(scheduler))
    const first = values[slot.column]!
    if (!Number.isFinite(first)) refuseValue(at, frame.step, first)
    values[slot.column] = clamp(first, boundsOf(scheduler, group, slot.base))
    builder.slots[scheduler.name] = saveSlot(rule, slot, values)
    builder.values.splice(0, paths.length, ...values.subarray(0, paths.length))
    return rule
  } catch (error) {
    return refuseValue(at, frame.step, error)
  }
}
