import { glibcLog } from './log_fused.ts'
import { highWord, powerOfTwo } from './words.ts'

/** 1 / ln 10. */
const FACTOR = 0.4342944819032518

/** log10 of 2 as a sum. The first part has 42 bits: its product with an exponent is exact. */
const LOG10_2_HIGH = 0.30102999566361177
const LOG10_2_LOW = 3.694239077158931e-13

/**
 * The logarithm to base 10 with the bits of CPython's `math.log10` with glibc 2.36 on x86-64 with
 * fused multiply-add: the nearest double or one of the next two on either side, and exact for
 * powers of ten up to 10^22. From 1/2 to 2 it is the nearest double for 7 of 10 numbers, outside of
 * this range for nearly all. The algorithm is Sun's fdlibm (e_log10.c) with glibc's logarithm; only
 * that logarithm has fused operations.
 */
export function log10(x: number): number {
  if (x >= 2 ** -1022 && x < Infinity) return scaledLog10(x, 0)
  if (x === 0) return -Infinity
  if (x > 0 && x < Infinity) return scaledLog10(x * 2 ** 54, -54)
  return x > 0 ? x : NaN
}

/** log10(x * 2^n) for normal x. */
function scaledLog10(x: number, n: number): number {
  const exponent = (highWord(x) >> 20) - 1023
  const shift = exponent + n < 0 ? exponent + 1 : exponent
  const k = shift + n
  const small = k * LOG10_2_LOW + FACTOR * glibcLog(x * powerOfTwo(-shift))
  return small + k * LOG10_2_HIGH
}
