import type { Program } from './frame.ts'
import type { Visit } from './state.ts'

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

/** How many columns a series of these hyperparameters has. */
export const width = ({ columns }: Program, params: readonly string[]): number =>
  columns.flatMap(({ paths }) => paths.filter((path) => belongs(path, params))).length

/**
 * Records the steps `from` to `to` of a run, both included, as the run visits them.
 * @param params hyperparameters; left out, all of them.
 */
export function recorder(from: number, to: number, params?: readonly string[]) {
  const length = to - from + 1
  const columns = new Map<string, Column>()
  let last: Program | undefined
  let sources: { column: Column; index: number }[] = []
  const visit: Visit = (step, values, program) => {
    if (step < from || step > to) return
    if (program !== last) sources = sourcesOf(program)
    last = program
    for (const { column, index } of sources) column.values[step - from] = values[index]!
  }

  function sourcesOf({ columns: laidOut }: Program) {
    return laidOut.flatMap(({ name, paths, offset }) =>
      paths.flatMap((path, index) =>
        !params || belongs(path, params)
          ? [{ column: columnOf(name, path), index: offset + index }]
          : [],
      ),
    )
  }

  function columnOf(group: string, path: string): Column {
    const key = `${group} ${path}`
    const column = columns.get(key) ?? { group, path, values: new Float64Array(length).fill(NaN) }
    columns.set(key, column)
    return column
  }

  return {
    visit,
    /** Has columns for all that is there, though it may be gone by the first step. */
    expect: (program: Program) => void sourcesOf(program),
    series: (): Series => ({
      steps: new Float64Array(length).map((_, index) => from + index),
      columns: [...columns.values()],
    }),
  }
}

/**
 * At most `points` steps of a series. The steps are cut into buckets, and of each bucket every
 * column's least and greatest value stay, so that no peak is lost; so do the first and the last
 * step. Where columns peak at different steps there are fewer buckets. It yields between columns.
 */
export function* thinning(series: Series, points: number): Generator<void, Series> {
  const { length } = series.steps
  if (length <= points) return series
  let buckets = Math.max(1, Math.floor(points / 2))
  let kept = yield* extremes(series, buckets)
  while (kept.length > points && buckets > 1) {
    buckets = Math.max(1, Math.floor((buckets * points) / kept.length / 1.1))
    kept = yield* extremes(series, buckets)
  }
  const pick = (values: Float64Array) => Float64Array.from(kept, (index) => values[index]!)
  return {
    steps: pick(series.steps),
    columns: series.columns.map((column) => ({ ...column, values: pick(column.values) })),
  }
}

/** The ends, and where each column is least and greatest in each bucket, ascending. */
function* extremes({ steps, columns }: Series, buckets: number): Generator<void, number[]> {
  const { length } = steps
  const kept = new Set([0, length - 1])
  for (const { values } of columns) {
    for (let bucket = 0; bucket < buckets; bucket++) {
      const start = Math.floor((bucket * length) / buckets)
      addExtremes(kept, values, start, Math.floor(((bucket + 1) * length) / buckets))
    }
    yield
  }
  return [...kept].sort((a, b) => a - b)
}

function addExtremes(kept: Set<number>, values: Float64Array, start: number, end: number): void {
  let least = start
  let greatest = start
  for (let index = start + 1; index < end; index++) {
    const value = values[index]!
    // Where the group was not there yet is NaN, which nothing compares with.
    if (value < values[least]! || Number.isNaN(values[least])) least = index
    if (value > values[greatest]! || Number.isNaN(values[greatest])) greatest = index
  }
  kept.add(least).add(greatest)
}
