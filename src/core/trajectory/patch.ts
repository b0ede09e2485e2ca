import { patched } from '../definition/patched.ts'
import { ruleFor } from '../definition/scheduler.ts'
import type { RuleTree } from '../schedules/rule.ts'
import { epochAt } from './compile_frame.ts'
import type { Attached, Frame, FrameGroup } from './frame.ts'
import type { InputOf } from './input.ts'
import type { SavedSlot } from './slot.ts'

/**
 * Other arguments of a scheduler: what an assignment to its attributes does in torch. Its clock, its
 * memory and the values stay.
 */
export function withPatch(
  frame: Frame,
  { scheduler: name, changes }: InputOf<'scheduler_patched'>,
) {
  const driven = frame.groups.filter(({ slots }) => Object.hasOwn(slots, name)).map(nameOf)
  const schedulers = frame.schedulers.map((attached): Attached => {
    if (attached.scheduler.name !== name) return attached
    return { ...attached, scheduler: patched(attached.scheduler, changes, driven) }
  })
  const before = frame.schedulers.find(({ scheduler }) => scheduler.name === name)
  const after = schedulers.find(({ scheduler }) => scheduler.name === name)
  if (!before || !after) return frame
  const groups = frame.groups.map((group) => patchedGroup(frame, group, before, after))
  return { ...frame, schedulers, groups }
}

const nameOf = ({ name }: FrameGroup): string => name

function patchedGroup(
  frame: Frame,
  group: FrameGroup,
  before: Attached,
  after: Attached,
): FrameGroup {
  const { name } = before.scheduler
  const slot = Object.hasOwn(group.slots, name) ? group.slots[name] : undefined
  if (!slot) return group
  const [old, rule] = [before, after].map((each) => ruleFor(each.scheduler, group.name, frame)) as [
    RuleTree,
    RuleTree,
  ]
  const epoch = epochAt(frame.step, before, group)
  const kept: SavedSlot = { ...slot, base: rule.base ?? slot.base }
  const origin = old.originNow?.(epoch, slot)
  const slots = { ...group.slots, [name]: origin ? { ...kept, origin } : kept }
  return { ...group, slots }
}
