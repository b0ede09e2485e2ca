import type { Frame } from '../trajectory/frame.ts'
import { covers, paramOf } from '../definition/scheduler.ts'
import { initialMark } from '../trajectory/slot.ts'

/** A frame without the seats that say no more than the group's marks do, as most say. */
export const compact = (frame: Frame): Frame => ({
  ...frame,
  groups: frame.groups.map(({ seats, ...group }) => {
    const telling = frame.schedulers.flatMap(({ scheduler }) => {
      const seat = Object.hasOwn(seats, scheduler.name) ? seats[scheduler.name] : undefined
      const isPlain = seat && !seat.memory && !seat.children
      const isTold = isPlain && seat.base === group.marks[initialMark(paramOf(scheduler))]
      return seat && !isTold ? [[scheduler.name, seat] as const] : []
    })
    return { ...group, seats: Object.fromEntries(telling) }
  }),
})

/** The reverse of {@link compact}. */
export const complete = (frame: Frame): Frame => ({
  ...frame,
  groups: frame.groups.map((group) => {
    const untold = frame.schedulers
      .filter(
        ({ scheduler }) =>
          covers(scheduler, group.name) && !Object.hasOwn(group.seats, scheduler.name),
      )
      .map(({ scheduler }) => {
        const base = group.marks[initialMark(paramOf(scheduler))]!
        return [scheduler.name, { base }] as const
      })
    return { ...group, seats: { ...group.seats, ...Object.fromEntries(untold) } }
  }),
})
