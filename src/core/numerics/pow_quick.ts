import { ROUNDER, upperHalf } from './double_double.ts'
import { EXP2, EXP2_TAIL } from './exp_table.ts'
import {
  chopped,
  FIRST_INTERVAL,
  INVERSE,
  LN2_HIGH,
  LN2_LOW,
  LOG_C,
  LOG_C_TAIL,
} from './log_table.ts'
import { EXP_TERMS, LOG_TERMS, STEP_HIGH, STEP_LOW, STEPS_PER_UNIT } from './pow_constants.ts'
import { surelyRounded } from './rounding.ts'
import { highWord, powerOfTwo } from './words.ts'

const [L1, L2, L3, L4, L5, L6] = LOG_TERMS
const [E1, E2, E3, E4] = EXP_TERMS

/**
 * An upper bound of the relative difference from `fusedPow` before the last rounding: 5 roundings
 * in `fusedPow` and 3 here of numbers below 2^-8, of 2^-62 each, and a margin for smaller terms.
 */
const ERROR = 5 * 2 ** -61

/**
 * Bounds of the difference in the logarithm: 8 roundings of r^3 / 3, and some of the other terms.
 */
const CUBE_ERROR = 2 ** -50
const LOG_ERROR = 2 ** -71

/** The low part of the last result of `logParts`, and a bound of its error: see QUOTIENT_LOW. */
const LOG_LOW = new Float64Array(1)
const LOG_OFF = new Float64Array(1)

/**
 * The result of `fusedPow` in a fifth of the time, without fused operations; or undefined, in about
 * 3 of 100 cases, if it might differ. For normal x and 2^-65 < |y| < 2^63.
 *
 * The tables and the series are the same, but products and sums are separate operations where
 * `fusedPow` fuses them. So both approximate the same number, with a bounded difference; if all
 * numbers within this bound round to the same double, both results are equal. Extreme results, and
 * results very near 1, are undefined here.
 */
export function quickPow(x: number, y: number): number | undefined {
  const log = logParts(x)
  const low = LOG_LOW[0]!
  const log1 = upperHalf(log + low)
  const y1 = upperHalf(y)
  const main = y1 * log1
  const size = Math.abs(main)
  if (!(size < 511 && size > 2 ** -50)) return undefined
  const rest = (y - y1) * log1 + y * (log - log1 + low)
  return exponential(main, rest, Math.abs(y) * LOG_OFF[0]!)
}

/** ln x, as the sum of the result and LOG_LOW. */
function logParts(x: number): number {
  const offset = highWord(x) - FIRST_INTERVAL
  const exponent = offset >> 20
  const interval = (offset >> 13) & 127
  const z = x * powerOfTwo(-exponent)
  const z1 = chopped(z)
  const r1 = z1 * INVERSE[interval]! - 1
  const r = r1 + (z - z1) * INVERSE[interval]!
  const known = exponent * LN2_HIGH + LOG_C[interval]!
  const first = known + r
  const square1 = -0.5 * r1 * r1
  const square2 = -0.5 * (r - r1) * (r + r1)
  const high = first + square1
  const square = -0.5 * r * r
  const cube = r * square
  const terms = L1 + L2 * r + square * (L3 + L4 * r + square * (L5 + L6 * r))
  const lost = exponent * LN2_LOW + LOG_C_TAIL[interval]! + (known - first + r)
  LOG_LOW[0] = lost + (first - high + square1) + square2 + cube * terms
  LOG_OFF[0] = Math.abs(cube) * CUBE_ERROR + Math.abs(high) * LOG_ERROR
  return high
}

/** e^(main + rest), if its rounding is certain for an exponent with an error up to `off`. */
function exponential(main: number, rest: number, off: number): number | undefined {
  const steps = main * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const near = main + steps * STEP_HIGH
  const more = steps * STEP_LOW + rest
  const r = near + more
  const square = r * r
  const series = square * (E1 + E2 * r + square * (E3 + E4 * r))
  const change = r + (near - r + more + (EXP2_TAIL[steps & 127]! + series))
  const scale = EXP2[steps & 127]!
  const power = surelyRounded(scale, scale * change, scale * (ERROR + off))
  return power === undefined ? undefined : power * powerOfTwo(steps >> 7)
}
