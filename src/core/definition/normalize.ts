import { z } from 'zod'
import { faultsOf, schemaErrorMap } from './schema_faults.ts'
import { writtenPreset, writtenShares } from './written.ts'
import { resolvePercents, type ResolvedJson } from './percentages.ts'
import { PRESET_NAMES, PRESETS, presetOf } from '../presets/catalogue.ts'
import { PresetRefusal } from '../presets/preset.ts'
import { keysOf, pointer, type Fault } from '../problem.ts'
import { SchedulerBody } from '../schedules/catalogue.ts'
import { PERCENT } from '../schedules/duration.ts'
import { COMMON } from '../schedules/fields.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'

/** A scheduler of another library, by its name and its parameters in that library. */
const PresetBody = z
  .looseObject({ preset: z.string().meta({ enum: PRESET_NAMES }), ...COMMON })
  .meta({
    id: 'Preset',
    description:
      'A scheduler of another library, by its name and its parameters in that library; GET /v1/presets lists the presets.',
    examples: [{ preset: 'hf/cosine', num_warmup_steps: 100, num_training_steps: 1000 }],
  })

/** A scheduler of a request: by its type or by a preset, with steps or percentages. */
export const SchedulerInput = z.union([SchedulerBody, PresetBody])
export type SchedulerInput = z.infer<typeof SchedulerInput>

/**
 * A scheduler without percentages, nulls and presets: percentages become steps of the run, null
 * (torch's None) is omitted, and a preset becomes its schedule. If this is impossible, the faults.
 */
export function normalize(
  input: SchedulerInput,
  settings: OptimizerSettings,
): SchedulerBody | Fault[] {
  const expanded = isPreset(input) ? expand(input, settings) : { json: input, faults: [] }
  if (expanded.faults.length > 0) return [...expanded.faults]
  const { json, faults } = resolvePercents(expanded.json, settings.totalSteps)
  if (faults.length > 0) return [...faults]
  if (json === input) return input as SchedulerBody
  const { data, error } = SchedulerBody.safeParse(json, {
    error: schemaErrorMap,
    reportInput: true,
  })
  if (data) return { ...data, ...givenAs(input) }
  const found = faultsOf(error.issues).map((fault) =>
    quotePercentage(fault, expanded.json, settings),
  )
  return [...inCallersTerms(input, json as SchedulerBody, found)]
}

/** What a completed scheduler keeps of its request. */
function givenAs(input: SchedulerInput): Pick<SchedulerBody, 'preset' | 'written'> {
  if (isPreset(input)) {
    const { preset, own, common } = partsOf(input)
    return { preset, written: writtenPreset(own, common) }
  }
  const written = writtenShares(input)
  return written ? { written } : {}
}

/** Adds the percentage to the fault of its number of steps. */
function quotePercentage(fault: Fault, json: unknown, { totalSteps }: OptimizerSettings): Fault {
  const written = keysOf(fault.pointer).reduce<unknown>(
    (node, key) => (node as Json | undefined)?.[key],
    json,
  )
  if (typeof written !== 'string' || !PERCENT.test(written)) return fault
  return { ...fault, detail: `"${written}" of ${totalSteps} steps: ${fault.detail}` }
}
type Json = Readonly<Record<string, unknown>>

/** Faults of a normalized scheduler, at the caller's fields: for a preset, at its name. */
export function inCallersTerms(
  input: SchedulerInput,
  { type }: SchedulerBody,
  faults: readonly Fault[],
): readonly Fault[] {
  if (!isPreset(input)) return faults
  return faults.map((fault) => {
    const field = fault.pointer.split('/')[1] ?? ''
    if (COMMON_FIELDS.includes(field)) return fault
    const detail = `stands for a ${type} that is refused at ${fault.pointer || 'its root'}: ${fault.detail}`
    return { pointer: '/preset', detail }
  })
}
type PresetBody = z.infer<typeof PresetBody>

const isPreset = (input: SchedulerInput): input is PresetBody => 'preset' in input

const COMMON_FIELDS = Object.keys(COMMON)

/** The parameters of a preset, and the fields that every scheduler has. */
function partsOf({ preset, ...given }: PresetBody) {
  const isCommon = ([field]: [string, unknown]) => COMMON_FIELDS.includes(field)
  const common = Object.fromEntries(Object.entries(given).filter(isCommon))
  const own = Object.fromEntries(Object.entries(given).filter((entry) => !isCommon(entry)))
  return { preset, own, common }
}

function expand(input: PresetBody, settings: OptimizerSettings): ResolvedJson {
  const { preset, own, common } = partsOf(input)
  const found = presetOf(preset)
  if (!found) return refused(unknownPreset(preset))
  const counted = entriesOf(own, found.steps)
  const { json: steps, faults } = resolvePercents(counted, settings.totalSteps)
  if (faults.length > 0) return refused(...faults)
  const body = { preset, ...own, ...(steps as object) }
  const { data, error } = found.schema.safeParse(body, { error: schemaErrorMap, reportInput: true })
  if (error) return refused(...faultsOf(error.issues))
  try {
    const json = found.expand(data as Readonly<Record<string, unknown>>, settings)
    return { json: { ...json, ...common }, faults: [] }
  } catch (error) {
    if (!(error instanceof PresetRefusal)) throw error
    return refused({ pointer: pointer([error.parameter]), detail: error.message })
  }
}

/** The parameters of a preset that are steps: only these may be percentages. */
const entriesOf = (given: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))

const refused = (...faults: Fault[]): ResolvedJson => ({ json: undefined, faults })

/** Names the presets of the same library, or the libraries. */
function unknownPreset(name: string): Fault {
  const library = name.split('/')[0]!
  const names = PRESETS.map((each) => each.name)
  const near = names.filter((each) => each.startsWith(`${library}/`))
  const libraries = [...new Set(names.map((each) => `${each.split('/')[0]!}/...`))]
  const known = (near.length > 0 ? near : libraries).join(', ')
  const detail = `unknown preset "${name.slice(0, 60)}", wanted one of ${known}`
  return { pointer: '/preset', detail }
}
