import { baseOf, type Member } from '../definition/member.ts'
import { resolvePercents } from '../definition/percentages.ts'
import { parametersByGroup, parametersFor } from '../definition/preset_parameters.ts'
import { presetOf } from '../presets/catalogue.ts'
import { runLengths, type RunLengths } from '../presets/run_lengths.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'

type Json = Readonly<Record<string, unknown>>

/** A preset as it was given: its expansion does not show its lengths. */
export interface GivenPreset {
  readonly preset: string
  readonly parameters: Json
}

/** The lengths that a preset was given; those of the first group, where they are by group. */
export function presetLengths(
  { preset: name, parameters }: GivenPreset,
  { param, groups }: { readonly param: string; readonly groups: readonly Member[] },
  { totalSteps }: OptimizerSettings,
): RunLengths | undefined {
  const preset = presetOf(name)
  if (!preset) return undefined
  const own = parametersFor(
    parameters,
    parametersByGroup(preset, parameters),
    0,
    groups[0]?.name ?? '',
  )
  const shares = Object.fromEntries(
    Object.entries(own).filter(([parameter]) => preset.steps.includes(parameter)),
  )
  const { json: steps } = resolvePercents(shares, totalSteps)
  const { data } = preset.schema.safeParse({ preset: name, ...own, ...(steps as Json) })
  if (data === undefined) return undefined
  const each = groups.map((group) => ({ base: baseOf(group, param), values: group.values }))
  return runLengths(name, data as Json, { param, totalSteps, groups: each })
}
