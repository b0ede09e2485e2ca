import { fma, ROUNDER } from './double_double.ts'
import { EXP2, EXP2_TAIL } from './exp_table.ts'
import { FIRST_INTERVAL, INVERSE, LN2_HIGH, LN2_LOW, LOG_C, LOG_C_TAIL } from './log_table.ts'
import { EXP_TERMS, LOG_TERMS, STEP_HIGH, STEP_LOW, STEPS_PER_UNIT } from './pow_constants.ts'
import { highWord, powerOfTwo } from './words.ts'

interface Sum {
  readonly high: number
  readonly low: number
}

/**
 * x^y for x > 0 and 2^-65 < |y| < 2^63, in glibc's operations on processors with fused
 * multiply-add. The algorithm is Szabolcs Nagy's (Arm's optimized-routines, math/pow.c). The fused
 * operations were read from the machine code of `__ieee754_pow_fma` in glibc 2.36: each `fma` here
 * corresponds to one in that code. It fuses nothing else, except operations with exact products,
 * for which fusing makes no difference.
 */
export function fusedPow(x: number, y: number): number {
  const log = logarithm(x)
  const high = y * log.high
  if (Math.abs(high) < 2 ** -54) return 1
  if (Math.abs(high) >= 1024) return high > 0 ? Infinity : 0
  return exponential({ high, low: fma(y, log.low, fma(y, log.high, -high)) })
}

/** ln x to about 68 bits. */
function logarithm(x: number): Sum {
  const isSubnormal = x < 2 ** -1022
  const normal = isSubnormal ? x * 2 ** 52 : x
  const offset = highWord(normal) - FIRST_INTERVAL
  const interval = (offset >> 13) & 127
  const exponent = offset >> 20
  const k = isSubnormal ? exponent - 52 : exponent
  const r = fma(normal * powerOfTwo(-exponent), INVERSE[interval]!, -1)
  const known = k * LN2_HIGH + LOG_C[interval]!
  const first = known + r
  const half = -0.5 * r
  const square = r * half
  const second = first + square
  const lost1 = fma(k, LN2_LOW, LOG_C_TAIL[interval]!) + (known - first + r)
  const lost2 = lost1 + fma(half, r, -square) + (first - second + square)
  const low = fma(r * square, logTerms(r, square), lost2)
  const high = second + low
  return { high, low: second - high + low }
}

function logTerms(r: number, square: number): number {
  const [t1, t2, t3, t4, t5, t6] = LOG_TERMS
  const last = fma(r, t6, t5)
  return fma(square, fma(last, square, fma(t4, r, t3)), fma(t2, r, t1))
}

/** e^(high + low) for sums of less than 1024 in magnitude. */
function exponential({ high, low }: Sum): number {
  const [t1, t2, t3, t4] = EXP_TERMS
  const steps = fma(high, STEPS_PER_UNIT, ROUNDER) - ROUNDER
  const r = fma(steps, STEP_LOW, fma(steps, STEP_HIGH, high)) + low
  const square = r * r
  const tail = EXP2_TAIL[steps & 127]!
  const near = fma(fma(t2, r, t1), square, tail + r)
  const change = fma(fma(r, t4, t3), square * square, near)
  const scale = EXP2[steps & 127]!
  if (high <= -512) return small(scale, change, steps >> 7)
  return scaled(fma(scale, change, scale), steps >> 7)
}

/** x * 2^n for n down to -1000, or infinity. */
function scaled(x: number, n: number): number {
  return n > 1000 ? x * powerOfTwo(n - 1000) * 2 ** 1000 : x * powerOfTwo(n)
}

/**
 * scale * (1 + change) * 2^n, which may be subnormal. The value is computed 2^1022 times too great;
 * if it is then less than 1, the addition and subtraction of 1 rounds at the last bit of a
 * subnormal. No operation is fused here.
 */
function small(scale: number, change: number, n: number): number {
  const lifted = scale * powerOfTwo(n + 1022)
  const more = lifted * change
  const sum = lifted + more
  if (sum >= 1) return sum * 2 ** -1022
  const lost = lifted - sum + more
  const high = 1 + sum
  const low = 1 - high + sum + lost
  return (high + low - 1) * 2 ** -1022
}
