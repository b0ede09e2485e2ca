/**
 * Arithmetic on unevaluated sums of two doubles. What a rounded sum or product lost is again a
 * double (Dekker 1971, Knuth's TwoSum), as long as nothing overflows or becomes subnormal. Each
 * function returns one number: pairs would be allocated for every call.
 */

/** 2^27 + 1: a double times this, and back, leaves its upper 26 bits (Veltkamp). */
const SPLITTER = 134217729

/** The upper 26 bits of a double below 2^996 in magnitude. The rest has 26 bits too. */
export function upperHalf(x: number): number {
  const shifted = x * SPLITTER
  return shifted - (shifted - x)
}

/** What `sum`, the rounded a + b, lost. */
export function sumError(a: number, b: number, sum: number): number {
  const second = sum - a
  return a - (sum - second) + (b - second)
}

/** What `product`, the rounded a * b, lost. */
export function productError(a: number, b: number, product: number): number {
  const a1 = upperHalf(a)
  const b1 = upperHalf(b)
  const a2 = a - a1
  const b2 = b - b1
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2
}

/**
 * a * b + c, rounded once, as the processor's fused operation does. The magnitudes must keep
 * clear of overflow and of subnormals by a factor of 2^60 or so.
 *
 * The exact value is high + low + rest. Without its rest it rounds to the same double, except
 * where high + low lies halfway between two: then the rest decides (compare Boldo and Melquiond,
 * Emulation of FMA and correctly rounded sums, 2008, who round low to odd instead).
 */
export function fma(a: number, b: number, c: number): number {
  const product = a * b
  const error = productError(a, b, product)
  const high = product + c
  const carried = sumError(product, c, high)
  const low = carried + error
  const rest = sumError(carried, error, low)
  const sum = high + low
  if (rest === 0) return sum
  const left = low - (sum - high)
  const next = sum + 2 * left
  const isHalfway = left !== 0 && next - sum === 2 * left
  return isHalfway && left > 0 === rest > 0 ? next : sum
}
