import type { Program } from '../trajectory/frame.ts'
import type { OnStep } from '../trajectory/state.ts'

/** One hyperparameter of one group, step by step. NaN where the group was not there. */
export interface Column {
  readonly group: string
  readonly path: string
  readonly values: Float64Array
}

/** Values at ascending steps, one column for each hyperparameter of each group. */
export interface Series {
  readonly steps: Float64Array
  readonly columns: readonly Column[]
}

/** Whether a path belongs to a hyperparameter: `betas.0` to `betas`, and to itself. */
const belongs = (path: string, params: readonly string[]) =>
  params.includes(path) || params.includes(path.split('.')[0]!)

/** Which values of a program a series of some hyperparameters shows, and where they stand. */
const shownColumns = ({ layouts }: Program, params?: readonly string[]) =>
  layouts.flatMap(({ name, paths, offset }) =>
    paths.flatMap((path, at) =>
      !params || belongs(path, params) ? [{ group: name, path, index: offset + at }] : [],
    ),
  )

/** How many columns a series of these hyperparameters has. */
export const columnCount = (program: Program, params: readonly string[]): number =>
  shownColumns(program, params).length

/** A column that is being recorded. */
interface RecordedColumn extends Column {
  /** Up to where it is written. */
  written: number
}

/**
 * Records the steps `from` to `to` of a run, both included, as the run visits one after the other.
 * Memory is touched only as it is written to: to clear all of it at once would take long.
 * @param params hyperparameters; left out, all of them.
 */
export function recorder(from: number, to: number, params?: readonly string[]) {
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
    shownColumns(program, params).map(({ group, path, index }) => {
      const key = `${group} ${path}`
      const values = () => new Float64Array(length)
      const column = columns.get(key) ?? { group, path, values: values(), written: 0 }
      columns.set(key, column)
      return { column, index }
    })

  return {
    onStep,
    /** Has columns for all that is there, though it may be gone by the first step. */
    expect: (program: Program) => void sourcesOf(program),
    series: (): Series => {
      switchSources([], length)
      const recorded = [...columns.values()]
      for (const column of recorded) fillMissing(column, length)
      return { steps, columns: recorded.map(({ written: _, ...column }) => column) }
    },
  }
}

/** Where the values of a column come from. */
interface ColumnSource {
  readonly column: RecordedColumn
  readonly index: number
}

/** Where a column was not written to the group was not there. */
function fillMissing(column: RecordedColumn, through: number): void {
  if (column.written < through) column.values.fill(NaN, column.written, through)
  column.written = through
}
