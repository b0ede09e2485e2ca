import { refuse } from '../problem.ts'
import type { NextStop } from '../trajectory/skip.ts'
import type { OnStep } from '../trajectory/state.ts'
import { keepExtremes, rowsOf, seriesOf } from './kept_rows.ts'

/** Steps that are recorded before they are thinned, if there are few columns. */
const MAX_UNTHINNED = 1_024
/** Numbers that are recorded before they are thinned: some tenths of a millisecond. */
const MAX_UNTHINNED_NUMBERS = 131_072
/** Buckets for each step of the answer. */
const BUCKETS_PER_POINT = 2

/** A range of steps, and how many of them are wanted. */
export interface ThinnedRange {
  readonly from: number
  readonly to: number
  readonly points: number
}

/** The steps that are held at once for so many points and columns. */
export const heldSteps = (points: number, columns: number): number =>
  (2 * BUCKETS_PER_POINT + 1) * points + unthinnedSteps(columns)

const unthinnedSteps = (columns: number): number =>
  Math.max(16, Math.min(MAX_UNTHINNED, Math.floor(MAX_UNTHINNED_NUMBERS / columns)))

/**
 * Records a range of any length in a memory of fixed size. The range is divided into buckets of equal
 * length. Of each bucket the steps with the least and the greatest value of each column are kept,
 * and the first and the last step of the range. Where these are too many, buckets are merged.
 * @param columns their expected number.
 */
export function extremesRecorder(
  { from, to, points }: ThinnedRange,
  columns: number,
  hyperparameters: readonly string[],
) {
  const length = to - from + 1
  const capacity = Math.min(length, heldSteps(points, columns))
  const unthinned = unthinnedSteps(columns)
  const { rows, append } = rowsOf(capacity, hyperparameters)
  let size = Math.max(1, Math.ceil(length / (BUCKETS_PER_POINT * points)))
  /** The rows before this one are thinned. */
  let thinned = 0
  const nextBucket = (step: number) => from + (Math.floor((step - from) / size) + 1) * size

  function thin(): void {
    thinned = keepExtremes(rows, thinned, nextBucket)
    // As many as are recorded before the next time must fit: what does not is not stored.
    while (rows.length > capacity - unthinned) {
      if (size >= length) refuseExtremes(rows.length)
      size *= 2
      thinned = keepExtremes(rows, 0, nextBucket)
    }
  }

  const onStep: OnStep = (step, values, program) => {
    if (step < from || step > to) return
    append(step, values, program)
    if (capacity < length && rows.length - thinned >= unthinned) thin()
  }

  /** The last step of a bucket, or the first one of the next. */
  const nextStop: NextStop = (step) => {
    if (step < from) return from
    if (capacity === length) return step + 1
    const end = nextBucket(step) - 1
    return step < end ? end : step + 1
  }
  return { onStep, nextStop, series: () => seriesOf(rows) }
}

function refuseExtremes(held: number): never {
  const reason = `the extremes lie at more than ${held} different steps, wanted fewer groups, hyperparameters or steps`
  return refuse({ code: 'series_too_long', pointer: '/points', reason })
}
