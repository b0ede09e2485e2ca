/** A number rounded as Python's `round` does it: a half goes to the even side. */
export function rounded(value: number): number {
  const up = Math.round(value)
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up
}
