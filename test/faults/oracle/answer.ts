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
  for (let told = ahead.from; told <= ahead.through; told++) {
    yield [told, textOf(groups.map((group) => withColumns(group, ahead, told)))]
  }
}

function withColumns(group: Row, ahead: Ahead, step: number): Row {
  const columns = ahead.groups.find(({ name }) => name === group['name']) ?? {}
  const moved = Object.entries(columns).filter(([name]) => name !== 'name')
  const at = moved.map(([name, column]) => [name, (column as unknown[])[step - ahead.from]])
  return { ...group, ...Object.fromEntries(at) }
}
