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

const byName = (columns: readonly Column[]): NamedColumn[] =>
  [...Map.groupBy(columns, ({ path }) => hyperparameterOf(path))].map(([name, own]) => ({
    name,
    columns: own,
  }))

/** One step of a hyperparameter. NaN, which JSON writes as null, at a step without the group. */
type Row = number | number[] | null

/** Some steps of a hyperparameter, in the shape that it has in the group: lists as lists. */
export function rowsOf({ name, columns }: NamedColumn, start = 0, end?: number): Row[] {
  const parts = columns.map(({ values }) => values.subarray(start, end))
  const isList = (column: Column) => column.path !== name
  // Nearly all columns are plain numbers.
  if (parts.length === 1 && !isList(columns[0]!)) return Array.from(parts[0]!)
  const plain = columns.findIndex((column) => !isList(column))
  const elements = parts.filter((_part, index) => index !== plain)
  return Array.from(parts[0]!, (_value, at) => rowAt(elements, parts[plain], at))
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
