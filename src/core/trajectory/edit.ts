import type { Attached, Frame, FrameGroup } from './frame.ts'
import type { Values } from '../hyperparameters.ts'
import type { InputOf } from './input.ts'
import { refuse } from '../problem.ts'
import { covers, paramOf, ruleFor } from '../definition/scheduler.ts'
import { initialMark, rebased } from './slot.ts'

/** Sets or scales current values of some groups, or the marks that schedules go by. */
export function edit(frame: Frame, input: InputOf<'edited'>): Frame {
  const names = new Set(input.groups)
  return {
    ...frame,
    groups: frame.groups.map((group) =>
      names.has(group.name) ? edited(group, input, frame) : group,
    ),
  }
}

/**
 * A hyperparameter of the group comes before a mark of the same name. An edit of `initial_lr`
 * rebases: whatever drives lr starts from it from now on.
 */
function edited(group: FrameGroup, input: InputOf<'edited'>, frame: Frame): FrameGroup {
  const set = outcome(group, input)
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

/** What an edit leaves in a group, by path. What schedules start from is lr until one is there. */
function outcome(group: FrameGroup, { set, scale = {}, ...input }: InputOf<'edited'>): Values {
  const scaled = Object.entries(scale).flatMap(([path, factor]) => {
    const fallback = path === 'initial_lr' ? group.values['lr'] : undefined
    const value = group.values[path] ?? group.marks[path] ?? fallback
    return value === undefined ? [] : [[path, value * factor] as const]
  })
  for (const [path, value] of scaled) {
    if (Number.isFinite(value)) continue
    const { revision, step } = input
    const reason = `"${path}" comes to ${value}`
    refuse({ code: 'value_not_finite', edit: revision, group: group.name, step, reason })
  }
  return { ...set, ...Object.fromEntries(scaled) }
}

function rebase({ scheduler }: Attached, group: FrameGroup, marks: Values, frame: Frame) {
  if (!covers(scheduler, group.name)) return []
  const seated = group.seats[scheduler.name]!
  const base = marks[initialMark(paramOf(scheduler))]
  if (base === undefined) return [[scheduler.name, seated] as const]
  return [[scheduler.name, rebased(ruleFor(scheduler, group.name, frame), seated, base)] as const]
}
