/** Indices of a window: the number of reports so far, the sum of the kept ones, the first one. */
const [COUNT, SUM, FIRST] = [0, 1, 2]

/** A ring buffer of the last reports of a metric, as plain numbers. */
export const emptyWindow = (size: number): number[] => new Array<number>(FIRST + size).fill(0)

/**
 * The mean of the reports in a window, this one included. The sum is updated with each report, so
 * a NaN or an infinity stays in it.
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
