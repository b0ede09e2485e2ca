import type { Attached, Frame, FrameGroup } from './frame.ts'
import type { Values } from './hyperparameters.ts'
import type { InputOf } from './input.ts'
import { covers, paramOf, ruleFor } from './scheduler.ts'
import { initialMark, rebased } from './seat.ts'

/** Sets current values of some groups, or the marks that schedules go by, as a torch user can. */
export const edit = (frame: Frame, { groups, set }: InputOf<'edited'>): Frame => ({
  ...frame,
  groups: frame.groups.map((group) =>
    groups.includes(group.name) ? edited(group, set, frame) : group,
  ),
})

/**
 * A hyperparameter of the group comes before a mark of the same name. An edit of `initial_lr`
 * rebases: whatever drives lr starts from it from now on.
 */
function edited(group: FrameGroup, set: Values, frame: Frame): FrameGroup {
  const isValue = ([path]: [string, number]) => Object.hasOwn(group.values, path)
  const values = { ...group.values, ...Object.fromEntries(Object.entries(set).filter(isValue)) }
  const marked = Object.entries(set).filter((entry) => !isValue(entry))
  const marks = Object.fromEntries(marked)
  const seats = frame.schedulers.map((each) => rebase(each, group, marks, frame))
  return {
    ...group,
    values,
    marks: { ...group.marks, ...marks },
    seats: Object.fromEntries(seats.flat()),
  }
}

function rebase({ scheduler }: Attached, group: FrameGroup, marks: Values, frame: Frame) {
  if (!covers(scheduler, group.name)) return []
  const seated = group.seats[scheduler.name]!
  const base = marks[initialMark(paramOf(scheduler))]
  if (base === undefined) return [[scheduler.name, seated] as const]
  return [[scheduler.name, rebased(ruleFor(scheduler, group.name, frame), seated, base)] as const]
}
