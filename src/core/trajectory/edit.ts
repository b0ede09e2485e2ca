import type { Attached, Frame, FrameGroup } from './frame.ts'
import type { Values } from '../hyperparameters.ts'
import type { InputOf } from './input.ts'
import { refuse } from '../problem.ts'
import { paramOf, ruleFor } from '../definition/scheduler.ts'
import { rebaseSlot } from './slot.ts'
import { initialKey } from '../schedules/rule.ts'

/** Sets or scales current values of some groups, or their group extras. */
export function applyEdit(frame: Frame, input: InputOf<'edited'>): Frame {
  const names = new Set(input.groups)
  return {
    ...frame,
    groups: frame.groups.map((group) =>
      names.has(group.name) ? editedGroup(group, input, frame) : group,
    ),
  }
}

/**
 * A hyperparameter takes precedence over an extra key of the same name. An edit of `initial_lr`
 * changes the base value of all schedulers that drive lr.
 */
function editedGroup(group: FrameGroup, input: InputOf<'edited'>, frame: Frame): FrameGroup {
  const set = newValues(group, input)
  const isValue = ([path]: [string, number]) => Object.hasOwn(group.values, path)
  const values = { ...group.values, ...Object.fromEntries(Object.entries(set).filter(isValue)) }
  const extraEntries = Object.entries(set).filter((entry) => !isValue(entry))
  const groupExtras = Object.fromEntries(extraEntries)
  const slots = frame.schedulers.map((each) => rebasedSlots(each, group, groupExtras, frame))
  return {
    ...group,
    values,
    groupExtras: { ...group.groupExtras, ...groupExtras },
    slots: Object.fromEntries(slots.flat()),
  }
}

/** The new values of a group, by path. Without an `initial_lr`, a factor on it applies to lr. */
function newValues(group: FrameGroup, { set, scale = {}, ...input }: InputOf<'edited'>): Values {
  const scaled = Object.entries(scale).flatMap(([path, factor]) => {
    const fallback = path === 'initial_lr' ? group.values['lr'] : undefined
    const value = group.values[path] ?? group.groupExtras[path] ?? fallback
    return value === undefined ? [] : [[path, value * factor] as const]
  })
  for (const [path, value] of scaled) {
    if (Number.isFinite(value)) continue
    const { revision, step } = input
    const reason = `"${path}" evaluates to ${value}`
    refuse({ code: 'value_not_finite', edit: revision, group: group.name, step, reason })
  }
  return { ...set, ...Object.fromEntries(scaled) }
}

function rebasedSlots(
  { scheduler }: Attached,
  group: FrameGroup,
  groupExtras: Values,
  frame: Frame,
) {
  const saved = group.slots[scheduler.name]
  if (!saved) return []
  const base = groupExtras[initialKey(paramOf(scheduler))]
  if (base === undefined) return [[scheduler.name, saved] as const]
  return [[scheduler.name, rebaseSlot(ruleFor(scheduler, group.name, frame), saved, base)] as const]
}
