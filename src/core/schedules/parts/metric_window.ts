/** Where in a window are the number of reports so far and the sum of those it holds. */
const [COUNT, SUM, FIRST] = [0, 1, 2]

/** A window of the last reports of a metric, as plain numbers. The oldest is overwritten first. */
export const emptyWindow = (size: number): number[] => new Array<number>(FIRST + size).fill(0)

/**
 * The mean of the reports in a window, this one among them. The sum is carried from one report to
 * the next, and a NaN or an infinity in it stays.
 * Source: transformers.optimization.StreamingAverage, in its order of operations.
 */
export function smoothedMetric(metric: number, window: Float64Array): number {
  const count = window[COUNT]!
  const size = window.length - FIRST
  const index = FIRST + (count % size)
  const oldest = window[index]!
  window[index] = metric
  window[COUNT] = count + 1
  window[SUM]! += metric
  if (count >= size) window[SUM]! -= oldest
  return window[SUM]! / Math.min(count + 1, size)
}
