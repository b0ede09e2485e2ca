import { faultsOf, schemaErrorMap } from './schema_faults.ts'
import { expandPreset, fieldsOf } from './expand_preset.ts'
import { isPreset } from './scheduler_schemas.ts'
import { writtenFields, writtenPreset } from './written.ts'
import { resolvePercents, type ResolvedJson } from './percentages.ts'
import { presetContext, type NormalizeSettings, type SharedContext } from './preset_context.ts'
import { SchedulerBody, type SchedulerOrPreset } from './scheduler_schemas.ts'
import { keysOf, pointer, prefixFault, type Fault } from '../problem.ts'
import type { SchedulerBody as Body } from '../schedules/catalogue.ts'
import { PERCENT } from '../schedules/duration.ts'
import { COMMON } from '../schedules/fields.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * A scheduler without percentages, nulls and presets: percentages become steps of the run, null
 * (torch's None) is omitted, and a preset becomes its schedule, nested ones included. If this is
 * impossible, the faults.
 */
export function normalize(input: SchedulerOrPreset, settings: NormalizeSettings): Body | Fault[] {
  const expanded = withoutPresets(input, presetContext(input, settings))
  if (expanded.faults.length > 0) return [...expanded.faults]
  // A group may be named like a percentage.
  const { groups, ...others } = expanded.json as Json
  const { json: resolved, faults } = resolvePercents(others, settings.totalSteps)
  if (faults.length > 0) return [...faults]
  const named = groups === undefined || groups === null ? {} : { groups }
  const json = resolved === others ? expanded.json : { ...(resolved as Json), ...named }
  if (json === input) return input as Body
  const { data, error } = SchedulerBody.safeParse(json, {
    error: schemaErrorMap,
    reportInput: true,
  })
  if (data) return { ...data, ...givenAs(input) }
  const found = faultsOf(error.issues).map((fault) =>
    quotePercentage(fault, expanded.json, settings),
  )
  return [...inCallersTerms(input, json as Body, found)]
}

/** What a completed scheduler keeps of its request. */
function givenAs(input: SchedulerOrPreset): Pick<Body, 'written'> {
  if (isPreset(input)) {
    const { own, common } = fieldsOf(input)
    return { written: writtenPreset(own, common) }
  }
  const written = writtenFields(input)
  return written ? { written } : {}
}

/** A scheduler with each preset expanded, and the faults of the presets. */
function withoutPresets(input: unknown, around: SharedContext): ResolvedJson {
  if (!isJson(input)) return { json: input, faults: [] }
  const context = onClockOf(input, around)
  const expanded = isPreset(input) ? expandPreset(input, context) : input
  if (Array.isArray(expanded)) return { json: undefined, faults: expanded }
  const faults: Fault[] = []
  const nested = Object.entries(expanded).filter(([field]) => NESTING_FIELDS.has(field))
  const changed = nested.map(([field, inner]) => {
    const one = Array.isArray(inner)
      ? eachWithoutPresets(inner, context)
      : withoutPresets(inner, context)
    // A preset has no field with the name of the nested scheduler: its own name says where.
    if (!isPreset(input)) faults.push(...one.faults.map((fault) => prefixFault([field], fault)))
    else faults.push(...one.faults.map(({ detail }) => ({ pointer: '/preset', detail })))
    return [field, one.json] as const
  })
  const isSame = changed.every(([field, inner]) => inner === (expanded as Json)[field])
  return { json: isSame ? expanded : { ...expanded, ...Object.fromEntries(changed) }, faults }
}

/** The context on the slower clock of a scheduler, inside the clock around it. */
function onClockOf({ every }: Json, around: SharedContext): SharedContext {
  if (every === undefined) return around
  const { json: steps } = resolvePercents(every, around.totalSteps)
  return typeof steps === 'number' ? { ...around, every: around.every * steps } : around
}

const NESTING_FIELDS = new Set(['scheduler', 'schedulers'])

function eachWithoutPresets(list: readonly unknown[], context: SharedContext): ResolvedJson {
  const resolved = list.map((inner) => withoutPresets(inner, context))
  const faults = resolved.flatMap((each, index) =>
    each.faults.map((fault) => prefixFault([index], fault)),
  )
  const isSame = resolved.every(({ json }, index) => json === list[index])
  return { json: isSame ? list : resolved.map(({ json }) => json), faults }
}

/** Adds the percentage to the fault of its number of steps. */
function quotePercentage(fault: Fault, json: unknown, { totalSteps }: OptimizerSettings): Fault {
  const written = at(json, keysOf(fault.pointer))
  if (typeof written !== 'string' || !PERCENT.test(written)) return fault
  return { ...fault, detail: `"${written}" of ${totalSteps} steps: ${fault.detail}` }
}

/**
 * Faults of a normalized scheduler, at the caller's fields: for a preset, nested ones included, at
 * its name.
 */
export function inCallersTerms(
  input: SchedulerOrPreset,
  normalized: Body,
  faults: readonly Fault[],
): readonly Fault[] {
  return faults.map((fault) => {
    const keys = keysOf(fault.pointer)
    const depth = depthOfPreset(input, keys)
    if (depth < 0 || COMMON_FIELDS.has(keys[depth] ?? '')) return fault
    const [around, inside] = [keys.slice(0, depth), pointer(keys.slice(depth))]
    const { type } = at(normalized, around) as Body
    const detail = `stands for a ${type} that is refused at ${inside || 'its root'}: ${fault.detail}`
    return { pointer: pointer([...around, 'preset']), detail }
  })
}

/** How many keys of a path lead to a preset; -1 without one. */
function depthOfPreset(input: unknown, keys: readonly string[]): number {
  return Array.from({ length: keys.length + 1 }, (_, depth) => depth).findIndex((depth) => isPreset(at(input, keys.slice(0, depth)))) // prettier-ignore
}

const at = (json: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((node, key) => (node as Json | undefined)?.[key], json)

const COMMON_FIELDS = new Set(Object.keys(COMMON))

const isJson = (input: unknown): input is Json =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
