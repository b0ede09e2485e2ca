import { fixed, ln10, ln2, logarithm, quotient } from './fixed_point.ts'
import { INVERSE, LOG_C, LOG_C_TAIL } from './log_table.ts'
import { FIRST_INTERVAL, LN2_HIGH, LN2_LOW } from './pow_constants.ts'
import { correctlyRounded } from './rounding.ts'
import { highWord, powerOfTwo } from './words.ts'

interface Base {
  /** 1 / ln(base) as a sum: the first 24 bits and the rest. */
  readonly factor1: number
  readonly factor2: number
  /** ln(base) in units of 2^-bits. */
  readonly ln: (bits: number) => bigint
}

const E: Base = { factor1: 1, factor2: 0, ln: (bits) => 1n << BigInt(bits) }
const TWO: Base = { factor1: 1.4426950216293335, factor2: 1.9259629911266175e-8, ln: ln2 }
const TEN: Base = { factor1: 0.4342944622039795, factor2: 1.9699272335463627e-8, ln: ln10 }

/** ln x, correctly rounded. */
export const log = (x: number): number => inBase(x, E)

/** The logarithm to base 2, correctly rounded: exact for powers of two. */
export const log2 = (x: number): number => inBase(x, TWO)

/** The logarithm to base 10, correctly rounded: exact for powers of ten up to 10^22. */
export const log10 = (x: number): number => inBase(x, TEN)

/** What the quick logarithm may be off by, relatively, and to spare. */
const ERROR = 2 ** -64

/** The low part of what `logParts` found last: a pair would be allocated for every call. */
const LOW = new Float64Array(1)

function inBase(x: number, { factor1, factor2, ln }: Base): number {
  if (!(x >= 2 ** -1022 && x < Infinity)) return extremeLog(x, ln)
  const high = logParts(x)
  const upper = Math.fround(high)
  const main = upper * factor1
  const rest =
    (high - upper) * factor1 + (high * factor2 + LOW[0]! * (factor1 + factor2))
  const error = main * ERROR
  const above = main + (rest + error)
  return above === main + (rest - error) ? above : slowLog(x, ln)
}

/** The logarithm of what is no normal number above zero. */
function extremeLog(x: number, ln: Base['ln']): number {
  if (x === 0) return -Infinity
  if (x > 0 && x < Infinity) return slowLog(x, ln)
  return x > 0 ? x : NaN
}

/** To add it and take it away leaves 20 bits after the point. */
const CHOPPER = 1.5 * 2 ** 32

function logParts(x: number): number {
  const offset = highWord(x) - FIRST_INTERVAL
  const k = offset >> 20
  const interval = (offset >> 13) & 127
  const z = x * powerOfTwo(-k)
  if (k === 0 && INVERSE[interval] === 1) return nearOneParts(z - 1)
  const upper = z + CHOPPER - CHOPPER
  const r1 = upper * INVERSE[interval]! - 1
  const r2 = (z - upper) * INVERSE[interval]!
  const r = r1 + r2
  const main = k * LN2_HIGH + LOG_C[interval]! + r1
  const square = -0.5 * r1 * r1
  const sum = main + square
  const high = sum + r2
  LOW[0] =
    main - sum + square + (sum - high + r2) +
    (k * LN2_LOW + LOG_C_TAIL[interval]! - r2 * (r1 + 0.5 * r2) + r * r * r * series(r))
  return high
}

/** ln(1 + r) */
function nearOneParts(r: number): number {
  const upper = Math.fround(r)
  const square = -0.5 * upper * upper
  const high = r + square
  LOW[0] = r - high + square + (-0.5 * (r - upper) * (r + upper) + r * r * r * series(r))
  return high
}

/** (ln(1 + r) - r + r^2/2) / r^3 */
function series(r: number): number {
  return (
    1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r / 10))))))
  )
}

function slowLog(x: number, ln: Base['ln']): number {
  const isSubnormal = x < 2 ** -1022
  const normal = isSubnormal ? x * 2 ** 52 : x
  const n = (highWord(normal) - FIRST_INTERVAL) >> 20
  const k = isSubnormal ? n - 52 : n
  return correctlyRounded((bits) => {
    const mantissa = logarithm(fixed(normal * powerOfTwo(-n), bits), bits)
    const value = mantissa + BigInt(k) * ln2(bits)
    return { value: quotient(value, ln(bits), bits), exponent: -bits }
  })
}
