import type { Member } from '../definition/member.ts'
import { boundsFaults } from '../definition/rule_checks.ts'
import { paramOf, ruleFor, startEpoch } from '../definition/scheduler.ts'
import { hasConstant } from '../group_options.ts'
import { hyperparameterOf, type Values } from '../hyperparameters.ts'
import { oneOf, pointer, type Fault } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import { initialKey } from '../schedules/rule.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { extrasOf } from '../trajectory/slot.ts'
import { drives, type UpcomingGroup } from './upcoming_group.ts'

/**
 * The editable group extras: those that the group has, and those that pending changes leave in it by
 * then. Always with initial_lr, even before the first schedule is attached.
 */
function editableExtras(
  { name, groupExtras, constructed = [] }: UpcomingGroup,
  settings: OptimizerSettings,
) {
  const left = constructed.map((each) =>
    extrasOf(ruleFor(each, name, settings), paramOf(each), startEpoch(each)),
  )
  return Object.assign({ initial_lr: 0 }, ...left, groupExtras) as Values
}

export function setFaults(
  key: string,
  value: number | number[],
  group: UpcomingGroup,
  settings: OptimizerSettings,
): Fault[] {
  const faults = editFaults(key, value, group)
  if (faults.length === 0) return faults
  return editFaults(key, value, { ...group, groupExtras: editableExtras(group, settings) })
}

/** A factor applies to one number: of a list, to one element. */
export function scaleFaults(
  key: string,
  group: UpcomingGroup,
  settings: OptimizerSettings,
): Fault[] {
  const { values } = group
  if (Object.hasOwn(values, key) || Object.hasOwn(group.groupExtras, key)) return []
  const groupExtras = editableExtras(group, settings)
  if (Object.hasOwn(groupExtras, key)) return []
  const isList = Object.hasOwn(values, `${key}.0`)
  const detail = isList
    ? `"${key}" is a list, wanted one of its elements, such as "${key}.0"`
    : unknownKey(key, { ...group, groupExtras })
  return [{ pointer: pointer([key]), detail }]
}

export function editFaults(key: string, value: number | number[], group: Member): Fault[] {
  const { values, groupExtras } = group
  const at = pointer([key])
  const length = Object.keys(values).filter((path) => path.startsWith(`${key}.`)).length
  if (length === 0) {
    const isKnown = Object.hasOwn(values, key) || Object.hasOwn(groupExtras, key)
    if (!isKnown) return [{ pointer: at, detail: unknownKey(key, group) }]
    if (!Array.isArray(value)) return []
    return [{ pointer: at, detail: 'given a list, wanted a number' }]
  }
  if (Array.isArray(value) && value.length === length) return []
  const given = Array.isArray(value) ? `a list of ${value.length}` : 'a number'
  return [{ pointer: at, detail: `given ${given}, wanted a list of ${length}` }]
}

function unknownKey(key: string, group: Member): string {
  const keys = Object.keys(group.values).map(hyperparameterOf)
  const known = oneOf([...new Set([...keys, ...Object.keys(group.groupExtras)])])
  if (!hasConstant(group, key)) return `the group has no "${key}", wanted ${known}`
  return `"${key}" of the group is not a number, so it cannot be edited, wanted ${known}`
}

/**
 * With a new base value, the lower bounds of its schedulers must still not be above the upper ones.
 */
export function rebaseFaults(
  key: string,
  value: number | number[],
  group: UpcomingGroup,
  schedulers: readonly Scheduler[],
): Fault[] {
  const rebased = { ...group, groupExtras: { ...group.groupExtras, [key]: value as number } }
  return schedulers
    .filter((each) => initialKey(paramOf(each)) === key && drives(each, group))
    .flatMap((each) => boundsFaults(each, rebased))
    .map(({ detail }) => ({ pointer: pointer([key]), detail: `with this value a bound ${detail}` }))
}
