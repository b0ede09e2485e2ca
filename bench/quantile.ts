/** The quantile of a share, by linear interpolation between the two nearest values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1)
}

/** The median: one outlier among the rounds does not change it. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Rounded to three digits. Two runs agree on fewer. */
export const rounded = (value: number): number => Number(value.toPrecision(3))
