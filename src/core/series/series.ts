import { hyperparameterOf } from '../hyperparameters.ts'
import type { Program } from '../trajectory/frame.ts'
import type { OnStep } from '../trajectory/state.ts'

/**
 * One number of one group at each step: a hyperparameter, or an element of a list. NaN at steps
 * without the group.
 */
export interface Column {
  readonly group: string
  readonly path: string
  readonly values: Float64Array
}

/** Values at ascending steps, one column for each number of each group. */
export interface Series {
  readonly steps: Float64Array
  readonly columns: readonly Column[]
}

/** The columns of some hyperparameters in a program, lists whole; default: all columns. */
export const shownColumns = ({ layouts }: Program, hyperparameters?: readonly string[]) =>
  layouts.flatMap(({ name, paths, offset }) =>
    paths.flatMap((path, at) =>
      hyperparameters?.includes(hyperparameterOf(path)) === false
        ? []
        : [{ group: name, path, index: offset + at }],
    ),
  )

/** The number of columns in a series of these hyperparameters. */
export const columnCount = (program: Program, hyperparameters: readonly string[]): number =>
  shownColumns(program, hyperparameters).length

/** A column during the recording. */
interface RecordedColumn extends Column {
  /** The number of values that are written. */
  written: number
}

/**
 * Records the steps `from` to `to` of a run, both included. Missing values are filled in only when
 * the groups change, because filling all memory in advance would take long.
 * @param hyperparameters their names; default: all.
 */
export function recorder(from: number, to: number, hyperparameters?: readonly string[]) {
  const length = to - from + 1
  const steps = new Float64Array(length)
  const columns = new Map<string, RecordedColumn>()
  let last: Program | undefined
  let sources: readonly ColumnSource[] = []
  let visited = 0
  const onStep: OnStep = (step, values, program) => {
    if (step < from || step > to) return
    const at = step - from
    if (program !== last) switchSources(sourcesOf(program), at)
    last = program
    steps[at] = step
    for (const { column, index } of sources) column.values[at] = values[index]!
    visited = at + 1
  }

  function switchSources(next: readonly ColumnSource[], at: number): void {
    for (const { column } of sources) column.written = visited
    for (const { column } of next) fillMissing(column, at)
    sources = next
  }

  const sourcesOf = (program: Program): ColumnSource[] =>
    shownColumns(program, hyperparameters).map(({ group, path, index }) => {
      const key = `${group} ${path}`
      const values = () => new Float64Array(length)
      const column = columns.get(key) ?? { group, path, values: values(), written: 0 }
      columns.set(key, column)
      return { column, index }
    })

  return {
    onStep,
    /** Adds the columns of a program, even if its groups are removed at the first step. */
    expect: (program: Program) => void sourcesOf(program),
    series: (): Series => {
      switchSources([], length)
      const recorded = [...columns.values()]
      for (const column of recorded) fillMissing(column, length)
      return { steps, columns: recorded.map(({ written: _, ...column }) => column) }
    },
  }
}

/** A column, and the index of its values in the program. */
interface ColumnSource {
  readonly column: RecordedColumn
  readonly index: number
}

/** Fills the steps without the group with NaN. */
function fillMissing(column: RecordedColumn, through: number): void {
  if (column.written < through) column.values.fill(NaN, column.written, through)
  column.written = through
}
