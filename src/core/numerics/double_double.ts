/**
 * Arithmetic on unevaluated sums of two doubles, high + low. The rounding error of a sum or a
 * product is a double again (Knuth's TwoSum, Dekker 1971), if nothing overflows or becomes
 * subnormal.
 */

/** 1.5 * 2^52: the addition and subtraction of this number rounds to an integer. */
export const ROUNDER = 6755399441055744

/** 2^27 + 1, the factor of Veltkamp's splitting into the upper 26 bits and the rest. */
const SPLITTER = 134217729

/** The upper 26 bits of a double below 2^996 in magnitude. The rest has 26 bits too. */
export function upperHalf(x: number): number {
  const shifted = x * SPLITTER
  return shifted - (shifted - x)
}

/** The rounding error of `sum`, the rounded a + b. */
export function sumError(a: number, b: number, sum: number): number {
  const second = sum - a
  return a - (sum - second) + (b - second)
}

/** The rounding error of `product`, the rounded a * b. */
function productError(a: number, b: number, product: number): number {
  const a1 = upperHalf(a)
  const b1 = upperHalf(b)
  const a2 = a - a1
  const b2 = b - b1
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2
}

/**
 * a * b + c, rounded once, as by the processor's fused operation. The magnitudes must be about a
 * factor of 2^110 away from overflow and from subnormals.
 *
 * The exact value is high + low + rest. Without the rest it rounds to the same double, unless
 * high + low is halfway between two doubles: then the rest decides (compare Boldo and Melquiond,
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

/**
 * The low part of the last result of `quotientParts`. Here and in the kernels of exp, log and sine
 * a returned pair would be allocated: a cosine would take 63 to 76 ns instead of 39 to 42.
 */
export const QUOTIENT_LOW = new Float64Array(1)

/** (a1 + a2) / (b1 + b2) as the sum of the result and QUOTIENT_LOW, to about 100 bits. */
export function quotientParts(a1: number, a2: number, b1: number, b2: number): number {
  const a = a1 + a2
  const b = b1 + b2
  const high = a / b
  const product = high * b
  const lost = a - product - productError(high, b, product)
  QUOTIENT_LOW[0] = (lost + (a1 - a + a2) - high * (b1 - b + b2)) / b
  return high
}
