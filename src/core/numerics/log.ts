import { fixed, ln2, logarithm, quotient } from './fixed_point.ts'
import {
  chopped,
  FIRST_INTERVAL,
  INVERSE,
  LN2_HIGH,
  LN2_LOW,
  LOG_C,
  LOG_C_TAIL,
} from './log_table.ts'
import { correctlyRounded, surelyRounded } from './rounding.ts'
import { highWord, powerOfTwo } from './words.ts'

/** The base of a logarithm. */
interface Base {
  /** 1 / ln(base) as a sum: the first 24 bits and the rest. */
  readonly factor1: number
  readonly factor2: number
  /** ln(base) in units of 2^-bits. */
  readonly ln: (bits: number) => bigint
}

const E: Base = { factor1: 1, factor2: 0, ln: (bits) => 1n << BigInt(bits) }
const TWO: Base = { factor1: 1.4426950216293335, factor2: 1.9259629911266175e-8, ln: ln2 }

/** ln x, correctly rounded. */
export const log = (x: number): number => inBase(x, E)

/** The logarithm to base 2, correctly rounded: exact for powers of two. */
export const log2 = (x: number): number => inBase(x, TWO)

/** An upper bound of the relative error of `logParts` times the factor, with a margin. */
const ERROR = 2 ** -66

/** The low part of the last result of `logParts`: see QUOTIENT_LOW. */
export const LOG_LOW = new Float64Array(1)

function inBase(x: number, { factor1, factor2, ln }: Base): number {
  if (!(x >= 2 ** -1022 && x < Infinity)) return extremeLog(x, ln)
  const high = logParts(x)
  const upper = Math.fround(high)
  const main = upper * factor1
  const small = high * factor2 + LOG_LOW[0]! * (factor1 + factor2)
  const rest = (high - upper) * factor1 + small
  return surelyRounded(main, rest, main * ERROR) ?? slowLog(x, ln)
}

/** The logarithm of all other numbers: subnormal, zero, negative or not finite. */
function extremeLog(x: number, ln: Base['ln']): number {
  if (x === 0) return -Infinity
  if (x > 0 && x < Infinity) return slowLog(x, ln)
  return x > 0 ? x : NaN
}

/**
 * ln x for normal x, as the sum of the result and LOG_LOW, with a relative error below 2^-67.
 *
 * x is 2^k c (1 + r1 + r2), with ln c from a table. All terms up to the square of r1 are exact, and
 * the others are so small that a double is precise enough.
 */
export function logParts(x: number): number {
  const offset = highWord(x) - FIRST_INTERVAL
  const k = offset >> 20
  const interval = (offset >> 13) & 127
  const inverse = INVERSE[interval]!
  const z = x * powerOfTwo(-k)
  if (k === 0 && inverse === 1) return nearOneParts(z - 1)
  const z1 = chopped(z)
  const r1 = z1 * inverse - 1
  const r2 = (z - z1) * inverse
  const main = k * LN2_HIGH + LOG_C[interval]! + r1
  const square = -0.5 * r1 * r1
  const sum = main + square
  const high = sum + r2
  const lost = main - sum + square + (sum - high + r2)
  const small = k * LN2_LOW + LOG_C_TAIL[interval]! - r2 * (r1 + 0.5 * r2)
  LOG_LOW[0] = lost + (small + cubic(r1 + r2))
  return high
}

/** ln(1 + r) in the same form, for |r| < 2^-7: the result may be as small as r. */
function nearOneParts(r: number): number {
  const upper = Math.fround(r)
  const square = -0.5 * upper * upper
  const high = r + square
  LOG_LOW[0] = r - high + square + (-0.5 * (r - upper) * (r + upper) + cubic(r))
  return high
}

/** The series of ln(1 + r) from r^3 / 3 on. */
function cubic(r: number): number {
  const last = 1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r / 10)))
  return r * r * r * (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * last)))
}

function slowLog(x: number, ln: Base['ln']): number {
  const isSubnormal = x < 2 ** -1022
  const normal = isSubnormal ? x * 2 ** 52 : x
  const exponent = (highWord(normal) - FIRST_INTERVAL) >> 20
  const k = BigInt(isSubnormal ? exponent - 52 : exponent)
  return correctlyRounded((bits) => {
    const part = logarithm(fixed(normal * powerOfTwo(-exponent), bits), bits)
    return { value: quotient(part + k * ln2(bits), ln(bits), bits), exponent: -bits }
  })
}
