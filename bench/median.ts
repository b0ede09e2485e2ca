/** The middle one, or the mean of the two in the middle: one bad round does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** To three digits, which is more than two runs agree on. */
export const rounded = (value: number): number => Number(value.toPrecision(3))
