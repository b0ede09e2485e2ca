import { patched } from '../definition/patched.ts'
import { ruleFor } from '../definition/scheduler.ts'
import type { RuleTree } from '../schedules/rule.ts'
import { epochAt } from './compile_frame.ts'
import type { Attached, Frame, FrameGroup } from './frame.ts'
import type { Input, InputOf, Lengthened } from './input.ts'
import type { SavedSlot } from './slot.ts'

/**
 * Other arguments of a scheduler: what an assignment to its attributes does in torch. Its clock, its
 * memory and the values stay.
 */
export const withPatch = (
  frame: Frame,
  { scheduler, changes, written }: InputOf<'scheduler_patched'>,
): Frame => withChanges(frame, frame, { [scheduler]: { changes, written } })

/**
 * Another length of the run: each scheduler whose arguments follow from it goes on as after the
 * patch of these arguments, and expressions read the new length.
 */
export const withTotalSteps = (
  frame: Frame,
  { totalSteps, schedulers }: InputOf<'total_steps_changed'>,
): Frame => withChanges(frame, { ...frame, totalSteps }, schedulers)

function withChanges(
  before: Frame,
  after: Frame,
  changes: Readonly<Record<string, Lengthened>>,
): Frame {
  const own = (name: string) => (Object.hasOwn(changes, name) ? changes[name] : undefined)
  const schedulers = after.schedulers.map((attached): Attached => {
    const { scheduler } = attached
    const change = own(scheduler.name)
    if (!change) return attached
    const drives = ({ slots }: FrameGroup) => Object.hasOwn(slots, scheduler.name)
    const driven = before.groups.filter(drives).map(({ name }) => name)
    const next = patched(scheduler, change.changes, driven, change.written)
    const { lastSlot } = attached
    const last = lastSlot && next.type !== scheduler.type ? { lastSlot: bare(lastSlot) } : {}
    return { ...attached, ...last, scheduler: next }
  })
  const next = { ...after, schedulers }
  const isChanged = ({ scheduler }: Attached) =>
    Object.keys(own(scheduler.name)?.changes ?? {}).length > 0
  const indexes = schedulers.flatMap((attached, index) => (isChanged(attached) ? [index] : []))
  const groups = before.groups.map((group) =>
    indexes.reduce((current, index) => patchedGroup(before, next, current, index), group),
  )
  return { ...next, groups }
}

/** A group that goes on with the changed arguments of one scheduler. */
function patchedGroup(before: Frame, after: Frame, group: FrameGroup, index: number): FrameGroup {
  const [old, now] = [before, after].map((frame) => frame.schedulers[index]!) as [
    Attached,
    Attached,
  ]
  const { name } = old.scheduler
  const slot = Object.hasOwn(group.slots, name) ? group.slots[name] : undefined
  if (!slot) return group
  if (old.scheduler.type !== now.scheduler.type)
    return { ...group, slots: { ...group.slots, [name]: bare(slot) } }
  const rule = ruleFor(old.scheduler, group.name, before)
  const epoch = epochAt(before.step, old, group)
  const kept = continued(rule, ruleFor(now.scheduler, group.name, after), slot, epoch)
  return { ...group, slots: { ...group.slots, [name]: kept } }
}

/** The slot of another type, which has neither memory nor nested schedules. */
const bare = ({ base }: SavedSlot): SavedSlot => ({ base })

/** The slot of a rule that goes on with other arguments at the present epoch, nested ones included. */
function continued(before: RuleTree, after: RuleTree, slot: SavedSlot, epoch: number): SavedSlot {
  const isSameClock = String(before.clock) === String(after.clock)
  const origin = isSameClock ? undefined : before.originNow?.(epoch, slot)
  const epochs = before.nestedEpochs?.(epoch, slot)
  const children = slot.children?.map((child, index) =>
    epochs === undefined || epochs[index]! < 0
      ? child
      : continued(before.children[index]!, after.children[index]!, child, epochs[index]!),
  )
  return {
    ...slot,
    base: after.base ?? slot.base,
    ...(origin && { origin }),
    ...(children && { children }),
  }
}

/**
 * Inputs of one step in which a scheduler is constructed with the length of the run that a later
 * input of this step sets.
 */
export function constructedWithLength(inputs: readonly Input[]): readonly Input[] {
  if (!inputs.some(({ kind }) => kind === 'total_steps_changed')) return inputs
  return inputs.map((input, at) => {
    if (input.kind !== 'scheduler_attached') return input
    const { scheduler } = input
    const changes = inputs.slice(at).filter((each) => each.kind === 'total_steps_changed')
    return { ...input, scheduler: lengthened(scheduler, changes) }
  })
}

/** A scheduler that is constructed with the length of the run that these inputs set. */
export const lengthened = <S extends Attached['scheduler']>(
  scheduler: S,
  changes: readonly InputOf<'total_steps_changed'>[],
): S =>
  changes.reduce((current, { schedulers }) => {
    const own = Object.hasOwn(schedulers, current.name) ? schedulers[current.name] : undefined
    return own ? patched(current, own.changes, current.groups ?? [], own.written) : current
  }, scheduler)
