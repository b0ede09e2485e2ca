import type { z } from 'zod'
import type { Preset } from '../presets/preset.ts'
import type { Fault } from '../problem.ts'
import { groupValueFaults } from './per_group_arguments.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * The parameters of a preset that are given by group: as an object keyed by group name or, where
 * the library takes one, as a list in the order of the groups.
 */
export const parametersByGroup = (preset: Preset, given: Json): string[] =>
  Object.keys(given).filter((name) => isByGroup(preset, name, given[name]))

function isByGroup({ parameters, lists }: Preset, name: string, value: unknown): boolean {
  const schema = parameters[name] as z.ZodType | undefined
  if (!schema || typeof value !== 'object' || value === null) return false
  if (Array.isArray(value) && !lists.includes(name)) return false
  return !schema.safeParse(value).success
}

/** The parameters for one group. */
export const parametersFor = (
  given: Json,
  byGroup: readonly string[],
  index: number,
  group: string,
): Json =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!byGroup.includes(name)) return [name, value]
      return [name, Array.isArray(value) ? (value[index] as unknown) : (value as Json)[group]]
    }),
  )

/** Parameters by group must have a value for each group, and for no other name. */
export const byGroupFaults = (
  given: Json,
  byGroup: readonly string[],
  groups: readonly string[],
): Fault[] =>
  byGroup.flatMap((name) => groupValueFaults(name, given[name] as Json | unknown[], groups))
