import { covers } from '../definition/scheduler.ts'
import { withAddedGroup } from '../definition/added_arguments.ts'
import { argumentsBeyond } from '../definition/late_arguments.ts'
import { anyRule, type RuleTree } from '../schedules/rule.ts'
import { bareGroup, builderOf, constructGroup, constructScheduler } from './construction.ts'
import { isOnSharedClock, type Attached, type Frame, type FrameGroup } from './frame.ts'
import type { InputOf } from './input.ts'
import type { SavedSlot } from './slot.ts'

type GroupAdded = Pick<
  InputOf<'group_added'>,
  'group' | 'schedulers' | 'arguments' | 'written' | 'step'
>

/**
 * Torch's add_param_group on an optimizer with schedulers. How the group meets the schedulers that
 * cover it is stated in the input; an input of an earlier version states nothing, and restarts them.
 */
export function withGroup(frame: Frame, added: GroupAdded): Frame {
  const { group, schedulers: mode = 'restart' } = added
  const schedulers = frame.schedulers.map((attached) => {
    const { scheduler } = attached
    const names = frame.groups.map(({ name }) => name).filter((name) => covers(scheduler, name))
    const whole = withAddedGroup(scheduler, added, names)
    return whole === scheduler ? attached : { ...attached, scheduler: whole }
  })
  const around = { ...frame, schedulers }
  const laterArguments = argumentsBeyond(added.arguments ?? {}, schedulers)
  const about = { since: added.step, ...(laterArguments && { laterArguments }) }
  return { ...around, groups: [...frame.groups, { ...newGroup(around, group, mode), ...about }] }
}

function newGroup(
  frame: Frame,
  group: GroupAdded['group'],
  mode: NonNullable<GroupAdded['schedulers']>,
): FrameGroup {
  if (mode === 'restart') return constructGroup(group, frame)
  return mode === 'none' ? bareGroup(group) : joinedGroup(frame, bareGroup(group))
}

/**
 * A group that joins the schedulers at their epoch. Where torch would raise, because a later step
 * needs what the constructor writes to a group (`initial_lr`, `max_lr`, ...), the group has it, from
 * its own values. The values remain the group's own. The memory of a scheduler is common to its
 * groups.
 */
function joinedGroup(frame: Frame, group: FrameGroup): FrameGroup {
  const builder = builderOf(group)
  const own = [...builder.values]
  const extras: Record<string, number> = { ...group.groupExtras }
  for (const attached of frame.schedulers) {
    const { scheduler } = attached
    if (!covers(scheduler, group.name)) continue
    const rule = constructScheduler(builder, scheduler, frame)
    const shared = sharedSlot(frame, attached)
    if (shared)
      builder.slots[scheduler.name] = joinedSlot(rule, builder.slots[scheduler.name]!, shared)
    builder.values.splice(0, own.length, ...own)
    if (!rule.recursive) Object.assign(extras, builder.groupExtras)
  }
  return { ...group, joined: true, groupExtras: extras, slots: builder.slots }
}

/** The slot of any group on the common clock of a scheduler; of the last one, after its removal. */
function sharedSlot({ groups }: Frame, { scheduler, since, lastSlot }: Attached) {
  const sharing = groups.find(
    (each) => isOnSharedClock(each, since) && Object.hasOwn(each.slots, scheduler.name),
  )
  return sharing?.slots[scheduler.name] ?? lastSlot
}

/** A slot with the base of its group, and the memory that the groups of a scheduler share. */
function joinedSlot(rule: RuleTree, own: SavedSlot, shared: SavedSlot): SavedSlot {
  const isOwn = new Set(rule.groupMemory ?? [])
  const memory = shared.memory?.map((value, index) =>
    isOwn.has(index) ? own.memory![index]! : value,
  )
  const children = rule.children.map((child, index) =>
    joinedSlot(child, own.children![index]!, shared.children![index]!),
  )
  const origin = joinedOrigin(own, shared)
  return {
    base: own.base,
    ...(origin === undefined ? {} : { origin }),
    ...(memory === undefined ? {} : { memory }),
    ...(children.length === 0 ? {} : { children }),
  }
}

/** The clock of the others; that of the constructor depends on the group's arguments, such as T_0. */
const joinedOrigin = ({ origin }: SavedSlot, shared: SavedSlot) =>
  origin !== undefined && origin[0] === shared.origin?.[0] ? origin : shared.origin

/** Whether a scheduler has a memory that its groups share. */
export const hasSharedMemory = (rule: RuleTree): boolean =>
  anyRule(rule, ({ memory = [], groupMemory = [] }) => memory.length > groupMemory.length)
