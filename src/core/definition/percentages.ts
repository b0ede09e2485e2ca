import { prefixFault, pointer, type Fault } from '../problem.ts'
import { PERCENT } from '../schedules/duration.ts'

/** JSON with steps in place of percentages, and the faults of the percentages. */
export interface ResolvedJson {
  readonly json: unknown
  readonly faults: readonly Fault[]
}

/**
 * Converts each "12.5%" in a scheduler's JSON to steps of the run, and omits each field that is
 * null. Without either, the result is the same object.
 */
export function resolvePercents(json: unknown, totalSteps: number | undefined): ResolvedJson {
  if (typeof json === 'string') return resolveText(json, totalSteps)
  if (typeof json !== 'object' || json === null) return { json, faults: [] }
  const isList = Array.isArray(json)
  const given: [string, unknown][] = Object.entries(json)
  const resolved = given
    .filter(([, value]) => isList || value !== null)
    .map(([key, value]) => ({ key, value, ...resolvePercents(value, totalSteps) }))
  const faults = resolved.flatMap((each) =>
    each.faults.map((fault) => prefixFault([each.key], fault)),
  )
  const isSame =
    resolved.length === given.length && resolved.every((each) => each.json === each.value)
  if (isSame) return { json, faults }
  if (isList) return { json: resolved.map((each) => each.json), faults }
  return { json: Object.fromEntries(resolved.map((each) => [each.key, each.json])), faults }
}

function resolveText(text: string, totalSteps: number | undefined): ResolvedJson {
  const match = PERCENT.exec(text)
  if (!match) return { json: text, faults: [] }
  if (totalSteps === undefined) {
    const detail = `given "${text}", wanted steps, or total_steps declared on the optimizer`
    return { json: text, faults: [{ pointer: pointer([]), detail }] }
  }
  const [, whole = '', fraction = ''] = match
  return { json: shareOfSteps(BigInt(whole + fraction), fraction.length, totalSteps), faults: [] }
}

/** A share of the steps, rounded half up. Integers, so that the result is rounded only once. */
function shareOfSteps(digits: bigint, decimals: number, totalSteps: number): number {
  const parts = 100n * 10n ** BigInt(decimals)
  return Number((2n * digits * BigInt(totalSteps) + parts) / (2n * parts))
}
