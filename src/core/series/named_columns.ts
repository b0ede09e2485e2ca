import { hyperparameterOf } from '../hyperparameters.ts'
import type { Column } from './series.ts'

/** A hyperparameter of a group under its name: one column, or a column for each list element. */
export interface NamedColumn {
  readonly name: string
  readonly columns: readonly Column[]
}

/** The columns of each group, by hyperparameter. */
export const columnsByGroup = (columns: readonly Column[]): [string, NamedColumn[]][] =>
  [...Map.groupBy(columns, ({ group }) => group)].map(([group, own]) => [group, byName(own)])

/** Most groups have one column, which is not grouped: windows are written at every request. */
function byName(columns: readonly Column[]): NamedColumn[] {
  if (columns.length === 1) return [{ name: hyperparameterOf(columns[0]!.path), columns }]
  const grouped = Map.groupBy(columns, ({ path }) => hyperparameterOf(path))
  return [...grouped].map(([name, own]) => ({ name, columns: own }))
}

/** One step of a hyperparameter. NaN, which JSON writes as null, at a step without the group. */
type Row = number | number[] | null

/** Some steps of a hyperparameter, in the shape that it has in the group: lists as lists. */
export function rowsOf({ name, columns }: NamedColumn, start = 0, end?: number): Row[] {
  const isPlain = ({ path }: Column) => path === name
  const rows = ({ values }: Column) =>
    start === 0 && end === undefined ? values : values.subarray(start, end)
  const [first] = columns
  if (columns.length === 1 && isPlain(first!)) return Array.from(rows(first!))
  const plain = columns.find(isPlain)
  const elements = columns.filter((column) => !isPlain(column)).map(rows)
  const numbers = plain && rows(plain)
  return Array.from(rows(first!), (_value, at) => rowAt(elements, numbers, at))
}

/** A group that is removed and added again may have a list where it had a number, or a longer one. */
function rowAt(
  elements: readonly Float64Array[],
  plain: Float64Array | undefined,
  at: number,
): Row {
  if (plain && !Number.isNaN(plain[at])) return plain[at]!
  const row: number[] = []
  for (const values of elements) if (!Number.isNaN(values[at])) row.push(values[at]!)
  return row.length === 0 ? null : row
}
