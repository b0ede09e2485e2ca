import { fma } from './double_double.ts'
import { LOG_LOW, logParts } from './log.ts'
import { FIRST_INTERVAL, INVERSE, LOG_C } from './log_fused_table.ts'
import { LN2_HIGH, LN2_LOW } from './log_table.ts'
import { surelyRounded } from './rounding.ts'
import { highWord, powerOfTwo } from './words.ts'

/** ln(1 + r) is r + a1 r^2 + a2 r^3 + ..., for the r that remains after the table. */
const A1 = -0.5000000000000001
const A2 = 0.33333333331825593
const A3 = -0.2499999999622955
const A4 = 0.20000304511814496
const A5 = -0.16667054827627667

/** ln(1 + r) is r - r^2/2 + b1 r^3 + b2 r^4 + ..., near 1. */
const B1 = 0.3333333333333352
const B2 = -0.24999999999998432
const B3 = 0.19999999999320328
const B4 = -0.16666666669929706
const B5 = 0.14285715076560868
const B6 = -0.12499997863982555
const B7 = 0.11110712032936046
const B8 = -0.10000486757818193
const B9 = 0.09181994006195467
const B10 = -0.08328363062289341

/** 1 - 2^-4 and 1 + 0x1.09p-4: between them the result may be as small as x - 1. */
const LEAST_NEAR_ONE = 0.9375
const NEAR_ONE_END = 1 + 0x109 * 2 ** -12

/** 2^27: the addition and subtraction of this multiple of x leaves the upper 26 bits of x. */
const SPLITTER = 134217728

/**
 * An upper bound of the relative error of `fusedLog` beyond half a unit in the last place: less
 * than 0.02 of such a unit, according to the source.
 */
const ERROR = 0.02 * 2 ** -52

/**
 * ln x for normal x > 0, with the bits of glibc 2.36 on processors with fused multiply-add: the
 * nearest double, except for about 1 in 1,000, which are adjacent to it.
 */
export function glibcLog(x: number): number {
  const high = logParts(x)
  return surelyRounded(high, LOG_LOW[0]!, high * ERROR) ?? fusedLog(x)
}

/**
 * The same in glibc's operations. The algorithm and its coefficients are Szabolcs Nagy's (Arm's
 * optimized-routines, math/log.c). The fused operations were read from the machine code of
 * `__log_fma` in glibc 2.36: each `fma` here corresponds to one in that code. It fuses nothing
 * else, except operations with exact products, for which fusing makes no difference.
 */
export function fusedLog(x: number): number {
  if (x >= LEAST_NEAR_ONE && x < NEAR_ONE_END) return x === 1 ? 0 : logNearOne(x - 1)
  const offset = highWord(x) - FIRST_INTERVAL
  const interval = (offset >> 13) & 127
  const k = offset >> 20
  const r = fma(x * powerOfTwo(-k), INVERSE[interval]!, -1)
  const known = k * LN2_HIGH + LOG_C[interval]!
  const high = known + r
  const square = r * r
  const low = fma(square, A1, fma(k, LN2_LOW, known - high + r))
  const terms = fma(fma(r, A5, A4), square, fma(r, A3, A2))
  return fma(r * square, terms, low) + high
}

/** ln(1 + r). */
function logNearOne(r: number): number {
  const square = r * r
  const cube = r * square
  const last = fma(cube, B10, fma(square, B9, fma(r, B8, B7)))
  const middle = fma(square, B6, fma(r, B5, B4))
  const first = fma(square, B3, fma(r, B2, B1))
  const terms = fma(fma(last, cube, middle), cube, first)
  const upper = r + SPLITTER * r - SPLITTER * r
  const half = -0.5 * upper * upper
  const high = r + half
  const low = fma(-0.5 * (r - upper), r + upper, half + (r - high))
  return fma(terms, cube, low) + high
}
