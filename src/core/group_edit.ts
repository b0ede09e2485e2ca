import { z } from 'zod'
import { groupNamed, type Unrecorded } from './changes.ts'
import type { Values } from './hyperparameters.ts'
import type { Member } from './member.ts'
import { Finite } from './number.ts'
import type { Optimizer } from './optimizer.ts'
import { outlook } from './outlook.ts'
import { oneOf, pointer, refuseFaults, type Fault } from './problem.ts'
import { boundsFaults } from './rule_faults.ts'
import { covers, paramOf } from './scheduler.ts'
import type { Scheduler } from './schedules/catalogue.ts'
import { initialMark } from './seat.ts'

/** New values for some of a group's hyperparameters; `initial_lr` rebases its schedules. */
export const EditBody = z
  .record(z.string(), z.union([Finite, z.array(Finite)]))
  .refine((set) => Object.keys(set).length > 0, { error: 'nothing to set, wanted at least one' })
  .meta({ id: 'GroupEdit', description: 'Hyperparameters to set, e.g. {"lr": 0.05}.' })
export type EditBody = z.infer<typeof EditBody>

/** Sets some of a group's hyperparameters, each one that it has. */
export function editGroup(optimizer: Optimizer, name: string, body: EditBody): Unrecorded {
  const { groups, schedulers } = outlook(optimizer)
  const group = groupNamed(groups, name)
  const { values, marks } = group
  const known = { values, marks: { initial_lr: 0, ...marks } }
  refuseFaults(Object.entries(body).flatMap(([key, value]) => editFaults(key, value, known)))
  const given = schedulers.map(({ scheduler }) => scheduler)
  refuseFaults(Object.keys(body).flatMap((key) => rebaseFaults(key, body[key]!, group, given)))
  const set = Object.entries(body).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((element, index) => [`${key}.${index}`, element] as const)
      : [[key, value] as const],
  )
  return { kind: 'edited', groups: [name], set: Object.fromEntries(set) }
}

function editFaults(
  key: string,
  value: number | number[],
  { values, marks }: { values: Values; marks: Values },
): Fault[] {
  const at = pointer([key])
  const length = Object.keys(values).filter((path) => path.startsWith(`${key}.`)).length
  if (length === 0) {
    const isKnown = Object.hasOwn(values, key) || Object.hasOwn(marks, key)
    if (!isKnown) return [{ pointer: at, detail: unknownKey(key, values, marks) }]
    if (!Array.isArray(value)) return []
    return [{ pointer: at, detail: 'given a list, wanted a number' }]
  }
  if (Array.isArray(value) && value.length === length) return []
  const given = Array.isArray(value) ? `a list of ${value.length}` : 'a number'
  return [{ pointer: at, detail: `given ${given}, wanted a list of ${length}` }]
}

function unknownKey(key: string, values: Values, marks: Values): string {
  const keys = Object.keys(values).map((path) => path.split('.')[0]!)
  const known = [...new Set([...keys, ...Object.keys(marks)])]
  return `the group has no "${key}", wanted ${oneOf(known)}`
}

/** A new base must leave room between the bounds of what starts from it. */
function rebaseFaults(
  key: string,
  value: number | number[],
  group: Member,
  schedulers: readonly Scheduler[],
): Fault[] {
  const moved = { ...group, marks: { ...group.marks, [key]: value as number } }
  return schedulers
    .filter((each) => initialMark(paramOf(each)) === key && covers(each, group.name))
    .flatMap((each) => boundsFaults(each, moved))
    .map(({ detail }) => ({ pointer: pointer([key]), detail: `a bound then ${detail}` }))
}
