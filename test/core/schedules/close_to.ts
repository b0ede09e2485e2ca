import assert from 'node:assert/strict'

/** Series that agree as near as the reference values are known: 1e-9 of each, or 1e-15. */
export function closeTo(actual: readonly number[], expected: readonly number[]): void {
  const wrong = expected.flatMap((value, at) =>
    Math.abs(actual[at]! - value) <= 1e-9 * Math.abs(value) + 1e-15
      ? []
      : [{ at, actual: actual[at], expected: value }],
  )
  assert.deepEqual(wrong, [])
  assert.equal(actual.length, expected.length)
}
