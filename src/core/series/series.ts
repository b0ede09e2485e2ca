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
const shown = ({ layouts }: Program, params?: readonly string[]) =>
  layouts.flatMap(({ name, paths, offset }) =>
    paths.flatMap((path, at) =>
      !params || belongs(path, params) ? [{ group: name, path, index: offset + at }] : [],
    ),
  )

/** How many columns a series of these hyperparameters has. */
export const width = (program: Program, params: readonly string[]): number =>
  shown(program, params).length

/** A column that is being recorded. */
interface Recorded extends Column {
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
  const columns = new Map<string, Recorded>()
  let last: Program | undefined
  let sources: readonly Source[] = []
  let visited = 0
  const visit: OnStep = (step, values, program) => {
    if (step < from || step > to) return
    const at = step - from
    if (program !== last) turnTo(sourcesOf(program), at)
    last = program
    steps[at] = step
    for (const { column, index } of sources) column.values[at] = values[index]!
    visited = at + 1
  }

  function turnTo(next: readonly Source[], at: number): void {
    for (const { column } of sources) column.written = visited
    for (const { column } of next) leaveOut(column, at)
    sources = next
  }

  const sourcesOf = (program: Program): Source[] =>
    shown(program, params).map(({ group, path, index }) => {
      const key = `${group} ${path}`
      const values = () => new Float64Array(length)
      const column = columns.get(key) ?? { group, path, values: values(), written: 0 }
      columns.set(key, column)
      return { column, index }
    })

  return {
    visit,
    /** Has columns for all that is there, though it may be gone by the first step. */
    expect: (program: Program) => void sourcesOf(program),
    series: (): Series => {
      turnTo([], length)
      const recorded = [...columns.values()]
      for (const column of recorded) leaveOut(column, length)
      return { steps, columns: recorded.map(({ written: _, ...column }) => column) }
    },
  }
}

/** Where the values of a column come from. */
interface Source {
  readonly column: Recorded
  readonly index: number
}

/** Where a column was not written to the group was not there. */
function leaveOut(column: Recorded, through: number): void {
  if (column.written < through) column.values.fill(NaN, column.written, through)
  column.written = through
}
