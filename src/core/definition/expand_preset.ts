import { PRESETS, presetOf } from '../presets/catalogue.ts'
import {
  PresetRefusal,
  type Preset,
  type PresetContext,
  type PresetGroup,
  type SchedulerJson,
} from '../presets/preset.ts'
import { pointer, type Fault } from '../problem.ts'
import { COMMON } from '../schedules/fields.ts'
import { nearestPresetsInWords } from './nearest.ts'
import { mergeExpansions, type Expansion } from './merge_expansions.ts'
import { resolvePercents } from './percentages.ts'
import { byGroupFaults, parametersFor, parametersByGroup } from './preset_parameters.ts'
import type { SharedContext } from './preset_context.ts'
import { faultsOf, schemaErrorMap } from './schema_faults.ts'
import type { PresetBody } from './scheduler_schemas.ts'

type Json = Readonly<Record<string, unknown>>

/** The scheduler of a preset, or its faults at the parameters of the preset. */
export type Expanded = SchedulerJson | readonly Fault[]

export const isExpanded = (expanded: Expanded): expanded is SchedulerJson =>
  !Array.isArray(expanded)

/**
 * Expands a preset for the groups that it drives. Percentages of its parameters become steps.
 * Expansions that differ from group to group become one scheduler with arguments by group.
 */
export function expandPreset(body: PresetBody, context: SharedContext): Expanded {
  const preset = presetOf(body.preset)
  if (!preset) return [unknownPreset(body.preset)]
  const { own, common } = fieldsOf(body)
  const { json, faults } = resolvePercents(entriesOf(own, preset.steps), context.totalSteps)
  if (faults.length > 0) return faults
  const given = { ...own, ...(json as Json) }
  const expanded = expandForGroups(preset, given, context)
  return isExpanded(expanded) ? { ...expanded, ...common, preset: preset.name } : expanded
}

const COMMON_FIELDS = new Set(Object.keys(COMMON))

/** The preset's own parameters, and the fields of every scheduler. */
export function fieldsOf({ preset: _name, ...given }: PresetBody): { own: Json; common: Json } {
  const entries = Object.entries(given)
  return {
    own: Object.fromEntries(entries.filter(([field]) => !COMMON_FIELDS.has(field))),
    common: Object.fromEntries(entries.filter(([field]) => COMMON_FIELDS.has(field))),
  }
}

/** The parameters of a preset that are steps: only these may be percentages. */
const entriesOf = (given: Json, names: readonly string[]) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))

/** A group for a preset on an optimizer of which no group has the hyperparameter. */
const NO_GROUP: PresetGroup = { name: '', base: 1, isFirst: true, values: {} }

function expandForGroups(preset: Preset, given: Json, context: SharedContext): Expanded {
  const { driven: groups } = context
  const byGroup = parametersByGroup(preset, given)
  const names = groups.map(({ name }) => name)
  const faults = byGroupFaults(given, byGroup, names)
  if (faults.length > 0) return faults
  const expand = (group: PresetGroup) =>
    expandForGroup(preset, parametersFor(given, byGroup, groups.indexOf(group), group.name), {
      ...context,
      group,
    })
  const { expanded, readsGroup } = expand(groups[0] ?? NO_GROUP)
  if (!isExpanded(expanded) || (byGroup.length === 0 && !readsGroup)) return expanded
  return mergedExpansions(preset, groups, (group) => expand(group).expanded)
}

function mergedExpansions(
  preset: Preset,
  groups: readonly PresetGroup[],
  expand: (group: PresetGroup) => Expanded,
): Expanded {
  const expansions: Expansion[] = []
  for (const group of groups) {
    const expanded = expand(group)
    if (!isExpanded(expanded)) return expanded
    expansions.push({ group: group.name, json: expanded })
  }
  const [first, ...others] = expansions
  return (first && mergeExpansions([first, ...others])) ?? [differentSchedulers(preset)]
}

interface GroupExpansion {
  readonly expanded: Expanded
  /** Whether the expansion depends on the group. */
  readonly readsGroup: boolean
}

function expandForGroup(
  preset: Preset,
  parameters: Json,
  { group, ...shared }: PresetContext,
): GroupExpansion {
  let readsGroup = false
  const context: PresetContext = {
    ...shared,
    get group() {
      readsGroup = true
      return group
    },
  }
  const body = { preset: preset.name, ...parameters }
  const { data, error } = preset.schema.safeParse(body, {
    error: schemaErrorMap,
    reportInput: true,
  })
  if (error) return { expanded: faultsOf(error.issues), readsGroup }
  const expanded = expansionOf(preset, data as Json, context)
  return { expanded, readsGroup }
}

function expansionOf(preset: Preset, given: Json, context: PresetContext): Expanded {
  try {
    return preset.expand(given, context)
  } catch (error) {
    if (!(error instanceof PresetRefusal)) throw error
    return [{ pointer: pointer([error.parameter]), detail: error.message }]
  }
}

const differentSchedulers = ({ name }: Preset): Fault => ({
  pointer: '/preset',
  detail: `${name} with these values by group stands for schedulers of several types, wanted one preset for each kind of group, with "groups"`,
})

/** Names the presets of the same library, or the libraries. */
function unknownPreset(name: string): Fault {
  const library = name.split('/')[0]!
  const names = PRESETS.map((each) => each.name)
  const near = names.filter((each) => each.startsWith(`${library}/`))
  const libraries = [...new Set(names.map((each) => `${each.split('/')[0]!}/...`))]
  const known = (near.length > 0 ? near : libraries).join(', ')
  const suggested = nearestPresetsInWords(name)
  const hint = suggested === '' ? '' : `; did you mean ${suggested}?`
  const detail = `unknown preset "${name.slice(0, 60)}", wanted one of ${known}${hint}`
  return { pointer: '/preset', detail }
}
