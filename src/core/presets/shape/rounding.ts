/** A number rounded half to even, as by Python's `round`. */
export function rounded(value: number): number {
  const up = Math.round(value)
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up
}
