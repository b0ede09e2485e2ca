import { z } from 'zod'
import { type NewInput } from './accept.ts'
import { findGroup } from './changes.ts'
import { hasConstant } from '../group_options.ts'
import { hyperparameterOf, type Values } from '../hyperparameters.ts'
import type { Member } from '../definition/member.ts'
import { Finite } from '../number.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { drives, upcomingAt, type UpcomingGroup } from './upcoming.ts'
import { oneOf, pointer, refuseFaults, prefixFault, type Fault } from '../problem.ts'
import { boundsFaults } from '../definition/rule_checks.ts'
import { paramOf } from '../definition/scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import { initialKey } from '../schedules/rule.ts'

/** New values for some of a group's hyperparameters; `initial_lr` rebases its schedules. */
export const GroupEditBody = z
  .record(
    z.string(),
    z.union([Finite, z.array(Finite)], {
      error: 'wanted a finite number, or a list of finite numbers: only numbers can be edited',
    }),
  )
  .refine((set) => Object.keys(set).length > 0, {
    error: 'nothing to set, wanted at least one hyperparameter',
  })
  .meta({ id: 'GroupEdit', description: 'Hyperparameters to set, e.g. {"lr": 0.05}.' })
export type GroupEditBody = z.infer<typeof GroupEditBody>

/** The new values and factors of an edit, for each of its groups. */
export interface GroupsEdit {
  readonly groups: readonly string[]
  readonly set: GroupEditBody
  /** Factors, by hyperparameter. */
  readonly scale: Readonly<Record<string, number>>
}

/** Sets some of a group's hyperparameters. The group must have each of them. */
export function editGroup(
  optimizer: Optimizer,
  name: string,
  body: GroupEditBody,
  step = earliestStep(optimizer),
): NewInput {
  findGroup(upcomingAt(optimizer, step).groups, name)
  const edit = { groups: [name], set: body, scale: {} }
  const { faults, input } = editInput(optimizer, edit, step)
  refuseFaults(faults.map(({ pointer, detail }) => ({ pointer: pointer.slice(4), detail })))
  return input
}

/** Sets or scales hyperparameters of some groups. Every group must have each of them. */
export function editGroups(optimizer: Optimizer, edit: GroupsEdit, step: number): NewInput {
  const known = upcomingAt(optimizer, step).groups.map(({ name }) => name)
  const knownNames = new Set(known)
  const unknown = edit.groups.flatMap((name, index) => {
    const detail = `unknown group "${name}", wanted ${oneOf(known)}`
    return knownNames.has(name) ? [] : [{ pointer: pointer(['groups', index]), detail }]
  })
  refuseFaults(unknown)
  const { faults, input } = editInput(optimizer, edit, step)
  refuseFaults(faults)
  return input
}

function editInput(optimizer: Optimizer, { groups, set, scale }: GroupsEdit, step: number) {
  const upcoming = upcomingAt(optimizer, step)
  const schedulers = upcoming.schedulers.map(({ scheduler }) => scheduler)
  const names = new Set(groups)
  const edited = upcoming.groups.filter(({ name }) => names.has(name))
  const faults = edited.flatMap((group) => [
    ...Object.entries(set).flatMap(([key, value]) => [
      ...setFaults(key, value, group).map((fault) => prefixFault(['set'], fault)),
      ...rebaseFaults(key, value, group, schedulers).map((fault) => prefixFault(['set'], fault)),
    ]),
    ...Object.keys(scale).flatMap((key) =>
      scaleFaults(key, group).map((fault) => prefixFault(['scale'], fault)),
    ),
  ])
  const input: NewInput = { kind: 'edited', groups, set: flattenLists(set), ...scaleField(scale) }
  return { faults, input }
}

const scaleField = (scale: GroupsEdit['scale']) =>
  Object.keys(scale).length === 0 ? {} : { scale }

/** Replaces lists by their elements. */
const flattenLists = (set: GroupEditBody): Values =>
  Object.fromEntries(
    Object.entries(set).flatMap(([key, value]) =>
      Array.isArray(value)
        ? value.map((element, index) => [`${key}.${index}`, element] as const)
        : [[key, value] as const],
    ),
  )

/**
 * The editable group extras. Always with initial_lr, even before the first schedule is attached.
 */
const editableExtras = ({ groupExtras }: Member): Values => ({ initial_lr: 0, ...groupExtras })

function setFaults(key: string, value: number | number[], group: Member): Fault[] {
  return editFaults(key, value, { ...group, groupExtras: editableExtras(group) })
}

/** A factor applies to one number: of a list, to one element. */
function scaleFaults(key: string, group: Member): Fault[] {
  const { values } = group
  const groupExtras = editableExtras(group)
  if (Object.hasOwn(values, key) || Object.hasOwn(groupExtras, key)) return []
  const isList = Object.hasOwn(values, `${key}.0`)
  const detail = isList
    ? `"${key}" is a list, wanted one of its elements, such as "${key}.0"`
    : unknownKey(key, { ...group, groupExtras })
  return [{ pointer: pointer([key]), detail }]
}

function editFaults(key: string, value: number | number[], group: Member): Fault[] {
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
function rebaseFaults(
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
