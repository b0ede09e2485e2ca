import { presetOf } from '../presets/catalogue.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import { withNested } from './by_group.ts'
import type { GivenArguments } from './late_arguments.ts'
import { parametersByGroup } from './preset_parameters.ts'
import { isPreset } from './scheduler_schemas.ts'

// A group that is added later brings parameters of presets, or arguments of what they stand for.

/** The names of the parameters among what a group brings for a scheduler as it was given. */
function parameterNames(given: SchedulerBody, own: GivenArguments): readonly string[] {
  const { parameters = {} } = (isPreset(given) && presetOf(given.preset)) || {}
  return Object.keys(own).filter((name) => Object.hasOwn(parameters, name))
}

const at = (own: GivenArguments, path: readonly (string | number)[]): GivenArguments =>
  (path.reduce<unknown>((node, key) => (node as GivenArguments | undefined)?.[key], own) ??
    {}) as GivenArguments

/**
 * A scheduler as it was given, nested ones included, with the parameters of a further group.
 * @param others the groups that it covers already.
 */
export function withOwnParameters(
  given: SchedulerBody,
  group: string,
  own: GivenArguments,
  others: readonly string[],
): SchedulerBody {
  const names = parameterNames(given, own)
  const preset = presetOf(String(given.preset))
  const byGroup = new Set(preset && isPreset(given) ? parametersByGroup(preset, given) : [])
  const changed = names.map((name) => {
    const before = given[name]
    const known = byGroup.has(name)
      ? (before as GivenArguments)
      : Object.fromEntries(others.map((other) => [other, before] as const))
    return [name, { ...known, ...Object.fromEntries([[group, own[name]]]) }] as const
  })
  return withNested({ ...given, ...Object.fromEntries(changed) }, (inner, path) =>
    withOwnParameters(inner, group, at(own, path), others),
  )
}

/** What a group brings without the parameters of presets: arguments of what they stand for. */
export function withoutParameters(given: SchedulerBody, own: GivenArguments): GivenArguments {
  const parameters = new Set(parameterNames(given, own))
  const left = Object.fromEntries(Object.entries(own).filter(([name]) => !parameters.has(name)))
  const nested: Record<string, unknown> = {}
  const lists: GivenArguments[] = []
  withNested(given, (inner, path) => {
    const inside = withoutParameters(inner, at(own, path))
    if (path.length === 1) nested['scheduler'] = inside
    else lists.push(inside)
    return inner
  })
  if (lists.length > 0) nested['schedulers'] = lists
  const isGiven = (name: string) => Object.hasOwn(left, name)
  return {
    ...left,
    ...Object.fromEntries(Object.entries(nested).filter(([name]) => isGiven(name))),
  }
}

/** Whether a group brings parameters of a preset. */
export const hasOwnParameters = (given: SchedulerBody, own: GivenArguments): boolean =>
  JSON.stringify(withoutParameters(given, own)) !== JSON.stringify(own)
