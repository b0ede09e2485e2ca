import { fma } from './double_double.ts'
import { powerOfTwo } from './words.ts'

/**
 * With s = r^2/2, a = 1 + S1 s + S2 s^2 + ... + S5 s^5 and t = 3 - a r/2, e^r - 1 is
 * r + s - r s (a - t) / (6 - r t). The coefficients come from a search for the least error (Sun's
 * fdlibm, s_expm1.c).
 */
const S1 = -0.03333333333333313
const S2 = 0.0015873015872548146
const S3 = -7.93650757867488e-5
const S4 = 4.008217827329362e-6
const S5 = -2.0109921818362437e-7

/**
 * ln 2 as a sum. The first part has 32 bits: its product with the exponent of a double is exact.
 */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/** ln(2) / 2, 3 ln(2) / 2 and 56 ln 2 as in fdlibm's comparisons: 21 bits, rounded up. */
const HALF_LN2 = 0x162e43 * 2 ** -22
const LN2_AND_HALF = 0x10a2b2 * 2 ** -20
const LN2_TIMES_56 = 0x13687a * 2 ** -15

/** The greatest x with a finite e^x. */
const GREATEST = 709.782712893384

/**
 * An upper bound of the relative error of `quickTerm`: 2^-49.3 is the sum of the worst rounding
 * errors of its operations, for |r| up to ln(2) / 2.
 */
const ERROR = 2 ** -49

/**
 * e^x - 1 with the bits of CPython's `math.expm1` with glibc 2.36 on x86-64 with fused
 * multiply-add: the nearest double or an adjacent one. The algorithm is Sun's fdlibm (s_expm1.c),
 * with glibc's order of the sums. The fused operations were read from the machine code of
 * `__expm1_fma`: each `fma` here corresponds to one in that code. It fuses nothing else, except
 * operations with exact products, for which fusing makes no difference.
 */
export function expm1(x: number): number {
  const size = Math.abs(x)
  if (size < HALF_LN2) return size < 2 ** -54 ? x : reduced(0, x, 0)
  if (x <= -LN2_TIMES_56) return -1
  if (!(x <= GREATEST)) return x > 0 ? Infinity : x
  const k = size < LN2_AND_HALF ? Math.sign(x) : Math.trunc(x * Math.LOG2E + (x < 0 ? -0.5 : 0.5))
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  return reduced(k, r, high - r - low)
}

/**
 * e^(k ln 2 + r + lost) - 1. The result without fused operations is used if it is the same with
 * their greatest possible effect added or subtracted: `scaled` is monotonic in the rest.
 */
function reduced(k: number, r: number, lost: number): number {
  const half = 0.5 * r
  const square = r * half
  const term = quickTerm(r, half, square)
  const product = (term - lost) * r
  const error = Math.abs(r) * (Math.abs(term) + Math.abs(lost)) * ERROR
  const value = scaled(k, r, product + error - lost - square)
  const isSure = value === scaled(k, r, product - error - lost - square)
  return isSure ? value : scaled(k, r, fusedRest(k, r, lost))
}

/** The difference r - (e^(r + lost) - 1), as fused operations compute it. */
function fusedRest(k: number, r: number, lost: number): number {
  const half = 0.5 * r
  const square = r * half
  const term = fusedTerm(r, half, square)
  return k === 0 ? fma(r, term, -square) : fma(term - lost, r, -lost) - square
}

function fusedTerm(r: number, half: number, square: number): number {
  const fourth = square * square
  const lower = fma(fourth, fma(square, S3, S2), fma(square, S1, 1))
  const series = fma(fourth * fourth, fma(square, S5, S4), lower)
  const t = fma(-series, half, 3)
  return ((series - t) / fma(-r, t, 6)) * square
}

function quickTerm(r: number, half: number, square: number): number {
  const fourth = square * square
  const lower = fourth * (square * S3 + S2) + (square * S1 + 1)
  const series = fourth * fourth * (square * S5 + S4) + lower
  const t = 3 - series * half
  return ((series - t) / (6 - r * t)) * square
}

/** (1 + r - rest) * 2^k - 1. */
function scaled(k: number, r: number, rest: number): number {
  if (k === 0) return r - rest
  if (k === -1) return 0.5 * (r - rest) - 0.5
  if (k === 1) return r < -0.25 ? -2 * (rest - (r + 0.5)) : 1 + 2 * (r - rest)
  if (k < 0 || k > 56) return 2 * (1 - (rest - r)) * powerOfTwo(k - 1) - 1
  const unit = powerOfTwo(-k)
  return (k < 20 ? 1 - unit - (rest - r) : r - (rest + unit) + 1) * powerOfTwo(k)
}
