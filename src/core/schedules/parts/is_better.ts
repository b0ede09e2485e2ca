/** Torch's comparisons of a metric with the best one so far. */
export const IS_BETTER = {
  min: {
    rel: (metric: number, best: number, threshold: number) => metric < best * (1 - threshold),
    abs: (metric: number, best: number, threshold: number) => metric < best - threshold,
  },
  max: {
    rel: (metric: number, best: number, threshold: number) => metric > best * (threshold + 1),
    abs: (metric: number, best: number, threshold: number) => metric > best + threshold,
  },
}
