import assert from 'node:assert/strict'

/** Asserts that a series is equal within the precision of the reference: 1e-9 relative, or 1e-15. */
export function closeTo(actual: readonly number[], expected: readonly number[]): void {
  const wrong = expected.flatMap((value, at) =>
    Math.abs(actual[at]! - value) <= 1e-9 * Math.abs(value) + 1e-15
      ? []
      : [{ at, actual: actual[at], expected: value }],
  )
  assert.deepEqual(wrong, [])
  assert.equal(actual.length, expected.length)
}
