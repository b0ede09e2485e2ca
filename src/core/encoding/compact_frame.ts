import type { Frame } from '../trajectory/frame.ts'
import { covers, paramOf } from '../definition/scheduler.ts'
import { initialKey } from '../schedules/rule.ts'

/**
 * A frame without redundant slots: most slots contain only the base from the group's extra keys.
 */
export const omitRedundantSlots = (frame: Frame): Frame => ({
  ...frame,
  groups: frame.groups.map(({ slots, ...group }) => {
    const informative = frame.schedulers.flatMap(({ scheduler }) => {
      const slot = Object.hasOwn(slots, scheduler.name) ? slots[scheduler.name] : undefined
      const isPlain = slot && !slot.memory && !slot.children
      const isRedundant = isPlain && slot.base === group.groupExtras[initialKey(paramOf(scheduler))]
      return slot && !isRedundant ? [[scheduler.name, slot] as const] : []
    })
    return { ...group, slots: Object.fromEntries(informative) }
  }),
})

/** The reverse of {@link omitRedundantSlots}. */
export const restoreOmittedSlots = (frame: Frame): Frame => ({
  ...frame,
  groups: frame.groups.map((group) => {
    const omitted = frame.schedulers
      .filter(
        ({ scheduler }) =>
          covers(scheduler, group.name) && !Object.hasOwn(group.slots, scheduler.name),
      )
      .map(({ scheduler }) => {
        const base = group.groupExtras[initialKey(paramOf(scheduler))]!
        return [scheduler.name, { base }] as const
      })
    return { ...group, slots: { ...group.slots, ...Object.fromEntries(omitted) } }
  }),
})
