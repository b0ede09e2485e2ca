import { splitOptions, type GroupOptions } from '../group_options.ts'
import { flatten, type Values } from '../hyperparameters.ts'
import type { PresetContext, PresetGroup } from '../presets/preset.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { baseOf, type Member } from './member.ts'

/** The optimizer for which schedulers are normalized. */
export interface NormalizeSettings extends OptimizerSettings {
  /** All groups of the optimizer. */
  readonly groups: readonly Member[]
  /** The values of groups that give none of their own. */
  readonly defaults: Values
}

/** The settings of a registered optimizer, with its groups at some step. */
export const normalizeSettings = (
  { defaults }: { readonly defaults: GroupOptions },
  groups: readonly Member[],
  totalSteps: number | undefined,
): NormalizeSettings => ({
  totalSteps,
  groups,
  defaults: flatten(splitOptions(defaults).hyperparameters),
})

/** The hyperparameter that a scheduler drives, and the groups that it names. */
interface Driven {
  readonly param?: string | undefined
  readonly groups?: readonly string[] | undefined
}

/** What a preset knows of the optimizer, except the group of an expansion. */
export type SharedContext = Omit<PresetContext, 'group'>

/** The context of the presets in one scheduler, nested ones included. */
export function presetContext(
  { param = 'lr', groups: names }: Driven,
  { groups: all, defaults, totalSteps }: NormalizeSettings,
): SharedContext {
  const having = all.filter(({ values }) => Object.hasOwn(values, param))
  const chosen = names && new Set(names)
  const driven = chosen ? having.filter(({ name }) => chosen.has(name)) : having
  const bases = new Set(having.map((member) => baseOf(member, param)))
  const [common] = bases.size === 1 ? bases : []
  return {
    totalSteps,
    param,
    every: 1,
    defaultValue: defaults[param] ?? common,
    groups: driven.map((member) => presetGroup(member, param)),
  }
}

const presetGroup = (member: Member, param: string): PresetGroup => ({
  name: member.name,
  base: baseOf(member, param),
  values: member.values,
})
