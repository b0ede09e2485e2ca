/** A group's name, its numbers and its constants. */
export type GroupValues = Readonly<Record<string, unknown>>

/** A group's name, and a column for each of its hyperparameters. */
export type Columns = Readonly<Record<string, unknown>>

/** The values at a step, as texts: doubles that differ in one bit differ in their text. */
export interface StepTexts {
  /** Sorted, because the columns of a window have the groups in the order in which they join. */
  readonly numbers: string
  /** The order of the groups, and what is no number in them. Columns have neither. */
  readonly constants?: string
}

/** The values at a step, from a response that has the groups themselves. */
export const stepTexts = (groups: readonly GroupValues[]): StepTexts => ({
  numbers: numbersAt(stepWriters(groups, []), 0),
  constants: JSON.stringify(groups.map(constantsOf)),
})

const constantsOf = (group: GroupValues) =>
  Object.entries(group).filter(([key, value]) => key === 'name' || !isNumeric(value))

const isNumeric = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isNumber) : isNumber(value)

const isNumber = (value: unknown): boolean => typeof value === 'number'

/** Writes one group at an index of its columns: an empty text at a step without the group. */
type GroupWriter = (at: number) => string

/** @param groups the groups before the columns; what has no column keeps its value. */
export function stepWriters(
  groups: readonly GroupValues[],
  columns: readonly Columns[],
): readonly GroupWriter[] {
  const names = new Set([...groups, ...columns].map(({ name }) => name as string))
  const named = (all: readonly GroupValues[], name: string) =>
    all.find((each) => each['name'] === name) ?? {}
  return [...names]
    .toSorted()
    .map((name) => groupWriter(name, named(groups, name), named(columns, name)))
}

export const numbersAt = (writers: readonly GroupWriter[], at: number): string =>
  writers
    .map((write) => write(at))
    .filter((text) => text !== '')
    .join()

/** The text of a value without a column is made once. */
function groupWriter(name: string, group: GroupValues, columns: Columns): GroupWriter {
  const own = Object.keys(group).filter((key) => isNumeric(group[key]))
  const keys = new Set([...own, ...Object.keys(columns).filter((key) => key !== 'name')])
  const parts = [...keys].toSorted().map((key) => {
    const column = columns[key] as readonly unknown[] | undefined
    const text = (value: unknown) => `,${JSON.stringify(key)}:${JSON.stringify(value)}`
    const constant = text(group[key])
    return (at: number) => {
      if (!column) return constant
      return column[at] === null ? '' : text(column[at])
    }
  })
  const lr = columns['lr'] as readonly unknown[] | undefined
  return (at) =>
    lr?.[at] === null
      ? ''
      : `{"name":${JSON.stringify(name)}${parts.map((write) => write(at)).join('')}}`
}
