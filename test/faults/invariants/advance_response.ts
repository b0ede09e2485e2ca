/** The checked parts of the response to an advance. */
export interface AdvanceResponse {
  readonly generation: number
  readonly revision: number
  readonly step: number
  readonly sealed_through: number
  readonly groups: readonly GroupValues[]
  readonly ahead?: Window | undefined
  readonly metrics?: Readonly<Record<string, Decision>> | undefined
}

/** A group's name and its values. */
export type GroupValues = Readonly<Record<string, unknown>>

interface Window {
  readonly from: number
  readonly through: number
  /** A group's name, and a column for each changing value. */
  readonly groups: readonly Readonly<Record<string, unknown>>[]
}

export interface Decision {
  readonly value: number | string
  readonly effective_step: number
}

/** The values at a step, as text: doubles that differ in one bit differ in their text. */
export const valuesText = (groups: readonly GroupValues[]): string => JSON.stringify(groups)

/** Each step of a response, and its values. */
export function* valuesByStep({
  step,
  groups,
  ahead,
}: AdvanceResponse): Generator<[number, string]> {
  yield [step, valuesText(groups)]
  if (!ahead) return
  const writers = groups.map((group) => groupWriter(group, ahead))
  for (let at = ahead.from; at <= ahead.through; at++) {
    yield [at, `[${writers.map((write) => write(at - ahead.from)).join()}]`]
  }
}

/** Writes a group at an index of a window. The text of a constant value is made once. */
function groupWriter(group: GroupValues, ahead: Window): (at: number) => string {
  const columns = ahead.groups.find(({ name }) => name === group['name']) ?? {}
  const parts = Object.entries(group).map(([name, value]) => {
    const column = name === 'name' ? undefined : (columns[name] as unknown[] | undefined)
    const key = `${JSON.stringify(name)}:`
    const constant = key + JSON.stringify(value)
    if (!column) return () => constant
    return (at: number) => key + JSON.stringify(column[at])
  })
  return (at) => `{${parts.map((write) => write(at)).join()}}`
}
