import { fma } from './double_double.ts'
import { powerOfTwo } from './words.ts'

/**
 * e^r - 1 is r + r^2/2 + r (a(r) + ...), where a comes from a rational function of s = r^2/2 whose
 * terms are these. They come from a search for the least error (Sun's fdlibm, s_expm1.c).
 */
const S1 = -0.03333333333333313
const S2 = 0.0015873015872548146
const S3 = -7.93650757867488e-5
const S4 = 4.008217827329362e-6
const S5 = -2.0109921818362437e-7

/** ln 2 as a sum. The first part has 32 bits: its product with the exponent of a double is exact. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/** ln(2) / 2, 3 ln(2) / 2 and 56 ln 2, as far as fdlibm looks at them: 21 bits, rounded up. */
const HALF_LN2 = 0x162e43 * 2 ** -22
const LN2_AND_HALF = 0x10a2b2 * 2 ** -20
const LN2_TIMES_56 = 0x13687a * 2 ** -15

/** The last x for which e^x is a double. */
const GREATEST = 709.782712893384

/**
 * e^x - 1 with the bits of CPython's `math.expm1` where that calls glibc 2.36 on x86-64 with fused
 * multiply-add: the nearest double or the one beside it. The algorithm is that of Sun's fdlibm
 * (s_expm1.c), in the order in which glibc sums up its series. Where the compiler fused two
 * operations was read from the machine code of glibc's `__expm1_fma`: each `fma` here is one there,
 * and nothing else is fused, unless that makes no difference because the product is exact.
 */
export function expm1(x: number): number {
  const size = Math.abs(x)
  if (size < HALF_LN2) return size < 2 ** -54 ? x : nearZero(x)
  if (x <= -LN2_TIMES_56) return -1
  if (!(x <= GREATEST)) return x > 0 ? Infinity : x
  const k = size < LN2_AND_HALF ? Math.sign(x) : Math.trunc(x * Math.LOG2E + (x < 0 ? -0.5 : 0.5))
  return reduced(k, x - k * LN2_HIGH, k * LN2_LOW)
}

function nearZero(r: number): number {
  const half = 0.5 * r
  const square = r * half
  return r - fma(r, excess(r, half, square), -square)
}

/** e^(k ln 2 + high - low) - 1. */
function reduced(k: number, high: number, low: number): number {
  const r = high - low
  const lost = high - r - low
  const half = 0.5 * r
  const square = r * half
  const rest = fma(excess(r, half, square) - lost, r, -lost) - square
  if (k === -1) return 0.5 * (r - rest) - 0.5
  if (k === 1) return r < -0.25 ? -2 * (rest - (r + 0.5)) : 1 + 2 * (r - rest)
  return scaled(k, r, rest)
}

/** What the rational function gives, times r^2/2. */
function excess(r: number, half: number, square: number): number {
  const fourth = square * square
  const lower = fma(fourth, fma(square, S3, S2), fma(square, S1, 1))
  const series = fma(fourth * fourth, fma(square, S5, S4), lower)
  const t = fma(-series, half, 3)
  return ((series - t) / fma(-r, t, 6)) * square
}

/** (1 + r - rest) * 2^k - 1, for any k but -1, 0 and 1. */
function scaled(k: number, r: number, rest: number): number {
  if (k < 0 || k > 56) return 2 * (1 - (rest - r)) * powerOfTwo(k - 1) - 1
  const unit = powerOfTwo(-k)
  return (k < 20 ? 1 - unit - (rest - r) : r - (rest + unit) + 1) * powerOfTwo(k)
}
