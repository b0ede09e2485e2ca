import type { Column, Series } from './series.ts'

/** Values compared between two yields. A generator that yields more often is slower. */
const VALUES_PER_SLICE = 8_192

/** The indices of the least and the greatest of some values. */
interface Extremes {
  least: number
  greatest: number
}

/**
 * At most `points` steps of a series. The steps are divided into buckets. For each bucket and
 * column the steps of the least and of the greatest value are kept, so that no peak is lost, and
 * also the first and the last step. If the columns have their peaks at different steps, there are
 * fewer buckets. It yields after each VALUES_PER_SLICE values.
 */
export function* downsample(series: Series, points: number): Generator<void, Series> {
  const { length } = series.steps
  if (length <= points) return series
  let buckets = Math.max(1, Math.floor(points / 2))
  let kept = yield* extremes(series, buckets)
  while (kept.length > points && buckets > 1) {
    buckets = Math.max(1, Math.floor((buckets * points) / kept.length / 1.1))
    kept = yield* extremes(series, buckets)
  }
  return yield* selectSteps(series, kept)
}

/** The indices of both ends and of each column's extremes in each bucket, ascending. */
function* extremes({ steps, columns }: Series, buckets: number): Generator<void, number[]> {
  const { length } = steps
  const isKept = new Uint8Array(length)
  isKept[0] = isKept[length - 1] = 1
  for (const { values } of columns) {
    for (let bucket = 0; bucket < buckets; bucket++) {
      const start = Math.floor((bucket * length) / buckets)
      const end = Math.floor(((bucket + 1) * length) / buckets)
      yield* markExtremes(isKept, values, start, end)
    }
    yield
  }
  return yield* indexesOf(isKept)
}

/** It yields after each slice of the column, independent of the buckets. */
function* markExtremes(isKept: Uint8Array, values: Float64Array, start: number, end: number) {
  const found = { least: start, greatest: start }
  let from = start
  while (from < end) {
    const nextSlice = from - (from % VALUES_PER_SLICE) + VALUES_PER_SLICE
    const to = Math.min(end, nextSlice)
    updateExtremes(found, values, from, to)
    if (to === nextSlice) yield
    from = to
  }
  isKept[found.least] = isKept[found.greatest] = 1
}

/** Updates the extremes with more values. Not a generator: a generator takes twice as long. */
export function updateExtremes(
  found: Extremes,
  values: Float64Array,
  start: number,
  end: number,
): void {
  let { least, greatest } = found
  for (let index = start; index < end; index++) {
    const value = values[index]!
    // Steps before the group was added have the value NaN, and comparisons with NaN are false.
    if (value < values[least]! || Number.isNaN(values[least])) least = index
    if (value > values[greatest]! || Number.isNaN(values[greatest])) greatest = index
  }
  found.least = least
  found.greatest = greatest
}

function* indexesOf(isKept: Uint8Array): Generator<void, number[]> {
  const kept: number[] = []
  for (let index = 0; index >= 0; index = isKept.indexOf(1, index + 1)) {
    kept.push(index)
    if (kept.length % VALUES_PER_SLICE === 0) yield
  }
  return kept
}

function* selectSteps(
  { steps, columns }: Series,
  kept: readonly number[],
): Generator<void, Series> {
  const selected: Column[] = []
  for (const column of columns) {
    selected.push({ ...column, values: select(column.values, kept) })
    yield
  }
  return { steps: select(steps, kept), columns: selected }
}

/** A loop, because `Float64Array.from` takes ten times as long. */
function select(values: Float64Array, kept: readonly number[]): Float64Array {
  const picked = new Float64Array(kept.length)
  for (let index = 0; index < kept.length; index++) picked[index] = values[kept[index]!]!
  return picked
}
