import { splitOptions, type GroupOptions } from '../group_options.ts'
import { flatten, type Values } from '../hyperparameters.ts'
import type { PresetContext, PresetGroup } from '../presets/preset.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import type { Group } from './group.ts'
import { baseOf, memberOf, type Member } from './member.ts'

/** The optimizer for which schedulers are normalized. */
export interface NormalizeSettings extends OptimizerSettings {
  /** All groups of the optimizer. */
  readonly groups: readonly Member[]
  /** The groups of the registration: a value that they share is the default one. */
  readonly registered: readonly Member[]
  /** The values of groups that give none of their own. */
  readonly defaults: Values
}

/** The settings of a registered optimizer, with its groups at some step. */
export const normalizeSettings = (
  {
    defaults,
    groups: registered,
  }: { readonly defaults: GroupOptions; readonly groups: readonly Group[] },
  groups: readonly Member[],
  totalSteps: number | undefined,
): NormalizeSettings => ({
  totalSteps,
  groups,
  registered: registered.map(memberOf),
  defaults: flatten(splitOptions(defaults).hyperparameters),
})

/** The hyperparameter that a scheduler drives, and the groups that it names. */
interface Driven {
  readonly param?: string | undefined
  readonly groups?: readonly string[] | undefined
}

/** What a preset knows of the optimizer, except the group of an expansion. */
export interface SharedContext extends Omit<PresetContext, 'group'> {
  /** The groups for which it is expanded, in the order of lists by group. */
  readonly driven: readonly PresetGroup[]
}

/** The context of the presets in one scheduler, nested ones included. */
export function presetContext(
  { param = 'lr', groups: names }: Driven,
  { groups: all, registered, defaults, totalSteps }: NormalizeSettings,
): SharedContext {
  const has = ({ values }: Member) => Object.hasOwn(values, param)
  const driven = (names ? named(all, names) : all).filter(has)
  const having = registered.filter(has)
  const bases = new Set(having.map((member) => baseOf(member, param)))
  const [first] = registered
  const groupOf = (member: Member) => presetGroup(member, param, member.name === first?.name)
  const [common] = bases.size === 1 ? bases : []
  return {
    totalSteps,
    param,
    every: 1,
    namesGroups: names !== undefined,
    defaultValue: defaults[param] ?? common,
    groups: (having.length > 0 ? having : driven).map(groupOf),
    driven: driven.map(groupOf),
  }
}

/** The groups with these names, in the order of the names. */
function named(all: readonly Member[], names: readonly string[]): readonly Member[] {
  const members = new Map(all.map((member) => [member.name, member]))
  return names.flatMap((name) => members.get(name) ?? [])
}

const presetGroup = (member: Member, param: string, isFirst: boolean): PresetGroup => ({
  name: member.name,
  base: baseOf(member, param),
  isFirst,
  values: member.values,
})
