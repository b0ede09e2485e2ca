import { covers, differsByGroup, paramOf, ruleFor } from '../definition/scheduler.ts'
import { withAddedGroup } from '../definition/added_arguments.ts'
import { argumentsBeyond } from '../definition/late_arguments.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import { anyRule, initialKey, type GroupExtras, type RuleTree } from '../schedules/rule.ts'
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
    const before = { ...builder.groupExtras }
    const rule = constructScheduler(builder, scheduler, frame)
    const shared = sharedSlot(frame, attached)
    if (shared) {
      const own = { rule, slot: builder.slots[scheduler.name]! }
      builder.slots[scheduler.name] = joinedSlot(own, shared)
    }
    builder.values.splice(0, own.length, ...own)
    if (!rule.recursive) Object.assign(extras, usedExtras(before, builder.groupExtras, scheduler))
  }
  return { ...group, joined: true, groupExtras: extras, slots: builder.slots }
}

/**
 * The extra keys that a constructor writes to a group, and its initial value: that may be the one of
 * an earlier scheduler, which leaves it to no other.
 */
function usedExtras(before: GroupExtras, after: GroupExtras, scheduler: SchedulerBody) {
  const initial = initialKey(paramOf(scheduler))
  const isUsed = ([key, value]: [string, number]) => key === initial || before[key] !== value
  return Object.fromEntries(Object.entries(after).filter(isUsed))
}

/** A slot of a scheduler on one group, and its rule there. */
interface SlotOfRule {
  readonly rule: RuleTree
  readonly slot: SavedSlot
}

/** The slot of a removed group has no rule of its own. */
type SharedSlot = Omit<SlotOfRule, 'rule'> & Partial<SlotOfRule>

/** The slot of any group on the common clock of a scheduler; of the last one, after its removal. */
function sharedSlot(
  frame: Frame,
  { scheduler, since, lastSlot }: Attached,
): SharedSlot | undefined {
  const sharing = frame.groups.find(
    (each) => isOnSharedClock(each, since) && Object.hasOwn(each.slots, scheduler.name),
  )
  if (!sharing) {
    const common = differsByGroup(scheduler) ? undefined : ruleFor(scheduler, '', frame)
    return lastSlot && { slot: lastSlot, ...(common && { rule: common }) }
  }
  return { rule: ruleFor(scheduler, sharing.name, frame), slot: sharing.slots[scheduler.name]! }
}

/** A slot with the base of its group, and the memory that the groups of a scheduler share. */
function joinedSlot(
  { rule, slot: own }: SlotOfRule,
  { rule: other, slot: shared }: SharedSlot,
): SavedSlot {
  const isOwn = new Set(rule.groupMemory ?? [])
  const memory = shared.memory?.map((value, index) =>
    isOwn.has(index) ? own.memory![index]! : value,
  )
  const children = rule.children.map((child, index) =>
    joinedSlot(
      { rule: child, slot: own.children![index]! },
      { slot: shared.children![index]!, ...(other && { rule: other.children[index]! }) },
    ),
  )
  const origin = beginsTheSame(rule, other, own) ? shared.origin : joinedOrigin(own, shared)
  return {
    base: own.base,
    ...(origin === undefined ? {} : { origin }),
    ...(memory === undefined ? {} : { memory }),
    ...(children.length === 0 ? {} : { children }),
  }
}

/** Whether the constructor begins the clock of both groups at the same place. */
function beginsTheSame(
  rule: RuleTree,
  other: RuleTree | undefined,
  { origin }: SavedSlot,
): boolean {
  if (!other || !origin) return false
  const [own, theirs] = [rule, other].map((each) => each.originAt?.(origin[0]!).join())
  return own === theirs
}

/** The clock of the others; that of the constructor depends on the group's arguments, such as T_0. */
const joinedOrigin = ({ origin }: SavedSlot, shared: SavedSlot) =>
  origin !== undefined && origin[0] === shared.origin?.[0] ? origin : shared.origin

/** Whether a scheduler has a memory that its groups share. */
export const hasSharedMemory = (rule: RuleTree): boolean =>
  anyRule(rule, ({ memory = [], groupMemory = [] }) => memory.length > groupMemory.length)
