import { shownValues, type Attached, type Frame, type FrameGroup } from './frame.ts'
import type { Values } from '../hyperparameters.ts'
import { adjustmentsAfter } from './adjustment.ts'
import type { Input, InputOf } from './input.ts'
import { refuse } from '../problem.ts'
import { paramOf, ruleFor } from '../definition/scheduler.ts'
import { rebaseSlot } from './slot.ts'
import { initialKey } from '../schedules/rule.ts'

type Edit = InputOf<'edited'> & Input

/**
 * Sets or scales current values of some groups, or their group extras; begins and ends adjustments.
 */
export function applyEdit(frame: Frame, input: Edit): Frame {
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
function editedGroup(group: FrameGroup, input: Edit, frame: Frame): FrameGroup {
  const set = newValues(group, input)
  const isValue = ([path]: [string, number]) => Object.hasOwn(group.values, path)
  const values = { ...group.values, ...Object.fromEntries(Object.entries(set).filter(isValue)) }
  const extraEntries = Object.entries(set).filter((entry) => !isValue(entry))
  const groupExtras = Object.fromEntries(extraEntries)
  const slots = frame.schedulers.map((each) => rebasedSlots(each, group, groupExtras, frame))
  const { adjustments: before = [], ...rest } = group
  const adjustments = adjustmentsAfter(before, input)
  refuseNonFinite(group.name, input, shownValues({ ...group, values, adjustments }, input.step))
  return {
    ...rest,
    ...(adjustments.length === 0 ? {} : { adjustments }),
    values,
    groupExtras: { ...group.groupExtras, ...groupExtras },
    slots: Object.fromEntries(slots.flat()),
  }
}

/** The new values of a group, by path. Without an `initial_lr`, a factor on it applies to lr. */
function newValues(group: FrameGroup, { set, scale = {}, ...input }: Edit): Values {
  const scaled = Object.entries(scale).flatMap(([path, factor]) => {
    const fallback = path === 'initial_lr' ? group.values['lr'] : undefined
    const value = group.values[path] ?? group.groupExtras[path] ?? fallback
    return value === undefined ? [] : [[path, value * factor] as const]
  })
  const factors = Object.fromEntries(scaled)
  refuseNonFinite(group.name, input, factors)
  return { ...set, ...factors }
}

function refuseNonFinite(
  group: string,
  { revision, step }: Pick<Edit, 'revision' | 'step'>,
  values: Values,
): void {
  for (const [path, value] of Object.entries(values)) {
    if (Number.isFinite(value)) continue
    const reason = `"${path}" evaluates to ${value}`
    refuse({ code: 'value_not_finite', edit: revision, group, step, reason })
  }
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
