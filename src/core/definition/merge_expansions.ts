import type { SchedulerJson } from '../presets/preset.ts'

/** A scheduler for one group. */
export interface Expansion {
  readonly group: string
  readonly json: SchedulerJson
}

/**
 * One scheduler from its expansions for each group: arguments that differ become objects by group,
 * nested schedulers included. Undefined if the expansions differ in more than their arguments.
 */
export function mergeExpansions(
  expansions: readonly [Expansion, ...Expansion[]],
): SchedulerJson | undefined {
  const [first] = expansions
  if (!isSameShape(expansions)) return undefined
  const fields: [string, unknown][] = []
  for (const name of Object.keys(first.json)) {
    const merged = mergeField(name, expansions)
    if (merged === undefined) return undefined
    fields.push([name, merged])
  }
  return { ...Object.fromEntries(fields), type: first.json.type }
}

const isSameShape = ([first, ...others]: readonly [Expansion, ...Expansion[]]): boolean =>
  others.every(
    ({ json }) =>
      json.type === first.json.type &&
      String(Object.keys(json)) === String(Object.keys(first.json)),
  )

function mergeField(name: string, expansions: readonly [Expansion, ...Expansion[]]): unknown {
  const values = expansions.map(({ json }) => json[name])
  if (areEqual(values)) return values[0]
  if (name === 'scheduler') return mergeNested(expansions, values)
  if (name !== 'schedulers') {
    return Object.fromEntries(expansions.map(({ group, json }) => [group, json[name]]))
  }
  const lists = values as SchedulerJson[][]
  const merged = lists[0]!.map((_, index) =>
    mergeNested(
      expansions,
      lists.map((list) => list[index]),
    ),
  )
  return lists.some(({ length }) => length !== merged.length) || merged.includes(undefined)
    ? undefined
    : merged
}

function mergeNested(
  [{ group }, ...others]: readonly [Expansion, ...Expansion[]],
  values: readonly unknown[],
): SchedulerJson | undefined {
  const [first, ...more] = values as [SchedulerJson | undefined, ...(SchedulerJson | undefined)[]]
  const nested = others.map((each, index) => ({ group: each.group, json: more[index]! }))
  if (!first || nested.some(({ json }) => !json)) return undefined
  return mergeExpansions([{ group, json: first }, ...nested])
}

/** Expansions are made by the same code, so that equal ones have the same text. */
const areEqual = ([first, ...others]: readonly unknown[]): boolean => {
  const text = JSON.stringify(first)
  return others.every((other) => JSON.stringify(other) === text)
}
