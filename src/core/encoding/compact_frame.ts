import type { Frame, FrameGroup } from '../trajectory/frame.ts'
import { covers, paramOf } from '../definition/scheduler.ts'
import { initialKey } from '../schedules/rule.ts'

/** A group with some slots left out, and the schedulers that cover it by name and do not drive it. */
export interface CompactGroup extends FrameGroup {
  readonly uncovered?: readonly string[] | undefined
}

export interface CompactFrame extends Frame {
  readonly groups: readonly CompactGroup[]
}

/**
 * A frame without redundant slots: most slots contain only the base from the group's extra keys.
 */
export const omitRedundantSlots = (frame: Frame): CompactFrame => ({
  ...frame,
  groups: frame.groups.map(({ slots, ...group }) => {
    const informative = frame.schedulers.flatMap(({ scheduler }) => {
      const slot = Object.hasOwn(slots, scheduler.name) ? slots[scheduler.name] : undefined
      const isPlain = slot && !slot.memory && !slot.children && !slot.origin
      const isRedundant = isPlain && slot.base === group.groupExtras[initialKey(paramOf(scheduler))]
      return slot && !isRedundant ? [[scheduler.name, slot] as const] : []
    })
    const uncovered = frame.schedulers
      .map(({ scheduler }) => scheduler)
      .filter((each) => covers(each, group.name) && !Object.hasOwn(slots, each.name))
      .map(({ name }) => name)
    return {
      ...group,
      slots: Object.fromEntries(informative),
      ...(uncovered.length === 0 ? {} : { uncovered }),
    }
  }),
})

/** The reverse of {@link omitRedundantSlots}. */
export const restoreOmittedSlots = (frame: CompactFrame): Frame => ({
  ...frame,
  groups: frame.groups.map(({ uncovered = [], ...group }) => {
    const omitted = frame.schedulers
      .filter(
        ({ scheduler }) =>
          covers(scheduler, group.name) &&
          !Object.hasOwn(group.slots, scheduler.name) &&
          !uncovered.includes(scheduler.name),
      )
      .map(({ scheduler }) => {
        const base = group.groupExtras[initialKey(paramOf(scheduler))]!
        return [scheduler.name, { base }] as const
      })
    return { ...group, slots: { ...group.slots, ...Object.fromEntries(omitted) } }
  }),
})
