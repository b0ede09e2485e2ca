/** What the oracle reads of an answer to an advance. */
export interface AdvanceAnswer {
  readonly generation: number
  readonly revision: number
  readonly step: number
  readonly sealed_through: number
  readonly groups: readonly Row[]
  readonly ahead?: Ahead | undefined
  readonly metrics?: Readonly<Record<string, Decision>> | undefined
}

/** A group's name and what it is set to. */
export type Row = Readonly<Record<string, unknown>>

interface Ahead {
  readonly from: number
  readonly through: number
  /** A group's name, and a column for each value that moves. */
  readonly groups: readonly Readonly<Record<string, unknown>>[]
}

export interface Decision {
  readonly value: number | string
  readonly effective_step: number
}

/** The values at a step, as text: doubles that differ in one bit differ in their text. */
export const textOf = (groups: readonly Row[]): string => JSON.stringify(groups)

/** Each step that an answer tells, and the values there. */
export function* toldBy({ step, groups, ahead }: AdvanceAnswer): Generator<[number, string]> {
  yield [step, textOf(groups)]
  if (!ahead) return
  const writers = groups.map((group) => writerOf(group, ahead))
  for (let told = ahead.from; told <= ahead.through; told++) {
    yield [told, `[${writers.map((write) => write(told - ahead.from)).join()}]`]
  }
}

/** Writes a group as it is at one place of a window; what does not move there is written once. */
function writerOf(group: Row, ahead: Ahead): (at: number) => string {
  const columns = ahead.groups.find(({ name }) => name === group['name']) ?? {}
  const parts = Object.entries(group).map(([name, value]) => {
    const column = name === 'name' ? undefined : (columns[name] as unknown[] | undefined)
    const key = `${JSON.stringify(name)}:`
    const still = key + JSON.stringify(value)
    if (!column) return () => still
    return (at: number) => key + JSON.stringify(column[at])
  })
  return (at) => `{${parts.map((write) => write(at)).join()}}`
}
