/** The value that a share of all values does not exceed, between neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1)
}

/** The value in the middle: one bad round does not move it. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** To three digits, which is more than two runs agree on. */
export const rounded = (value: number): number => Number(value.toPrecision(3))
