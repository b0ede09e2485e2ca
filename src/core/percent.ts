import { within, pointer, type Fault } from './problem.ts'
import { PERCENT } from './schedules/duration.ts'

/** JSON with every percentage in it turned into steps, and what is wrong with some. */
export interface Resolved {
  readonly json: unknown
  readonly faults: readonly Fault[]
}

/** Turns each "12.5%" in a scheduler's JSON into steps of the run, and leaves out what is null. */
export function resolvePercents(json: unknown, totalSteps: number | undefined): Resolved {
  if (typeof json === 'string') return resolveText(json, totalSteps)
  if (typeof json !== 'object' || json === null) return { json, faults: [] }
  const isList = Array.isArray(json)
  const given = Object.entries(json).filter(([, value]) => isList || value !== null)
  const entries = given.map(([key, value]) => {
    const resolved = resolvePercents(value, totalSteps)
    return { key, json: resolved.json, faults: resolved.faults.map((each) => within([key], each)) }
  })
  const faults = entries.flatMap((each) => each.faults)
  if (isList) return { json: entries.map((each) => each.json), faults }
  return { json: Object.fromEntries(entries.map((each) => [each.key, each.json])), faults }
}

function resolveText(text: string, totalSteps: number | undefined): Resolved {
  const match = PERCENT.exec(text)
  if (!match) return { json: text, faults: [] }
  if (totalSteps === undefined) {
    const detail = `given "${text}", wanted steps, or total_steps declared on the optimizer`
    return { json: text, faults: [{ pointer: pointer([]), detail }] }
  }
  const [, whole = '', fraction = ''] = match
  return { json: share(BigInt(whole + fraction), fraction.length, totalSteps), faults: [] }
}

/** A share of the steps, rounded half up: in integers, so that it is rounded only once. */
function share(digits: bigint, decimals: number, totalSteps: number): number {
  const parts = 100n * 10n ** BigInt(decimals)
  return Number((2n * digits * BigInt(totalSteps) + parts) / (2n * parts))
}
