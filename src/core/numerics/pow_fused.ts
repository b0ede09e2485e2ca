import { fma } from './double_double.ts'
import { EXP2, EXP2_TAIL } from './exp_table.ts'
import { INVERSE, LOG_C, LOG_C_TAIL } from './log_table.ts'
import {
  EXP_TERMS,
  FIRST_INTERVAL,
  INVERSE_LN2_128,
  LN2_128_HIGH,
  LN2_128_LOW,
  LN2_HIGH,
  LN2_LOW,
  LOG_TERMS,
  ROUNDER,
} from './pow_constants.ts'
import { highWord, powerOfTwo } from './words.ts'

interface Sum {
  readonly high: number
  readonly low: number
}

/**
 * x^y for x > 0 and 2^-65 < |y| < 2^63, operation by operation as glibc's `pow` computes it on
 * processors that multiply and add with one rounding: that of Szabolcs Nagy (Arm's
 * optimized-routines, math/pow.c), where the compiler has fused each `fma` below and none else.
 * What it fused was read from the machine code of `__ieee754_pow_fma` in glibc 2.36.
 */
export function fusedPow(x: number, y: number): number {
  const log = logarithm(x)
  const high = y * log.high
  if (Math.abs(high) < 2 ** -54) return 1
  if (high >= 1024) return Infinity
  if (high <= -1075) return 0
  return exponential({ high, low: fma(y, log.low, fma(log.high, y, -high)) })
}

/** ln x to about 68 bits. */
function logarithm(x: number): Sum {
  const isSubnormal = x < 2 ** -1022
  const normal = isSubnormal ? x * 2 ** 52 : x
  const offset = highWord(normal) - FIRST_INTERVAL
  const interval = (offset >> 13) & 127
  const z = normal * powerOfTwo(-(offset >> 20))
  const k = (offset >> 20) - (isSubnormal ? 52 : 0)
  const r = fma(z, INVERSE[interval]!, -1)
  const [a1, a2, a3, a4, a5, a6] = LOG_TERMS
  const t1 = k * LN2_HIGH + LOG_C[interval]!
  const t2 = t1 + r
  const lost1 = fma(k, LN2_LOW, LOG_C_TAIL[interval]!)
  const lost2 = t1 - t2 + r
  const ar = -0.5 * r
  const ar2 = r * ar
  const sum = t2 + ar2
  const lost3 = fma(ar, r, -ar2)
  const lost4 = t2 - sum + ar2
  const inner = fma(fma(r, a6, a5), ar2, fma(a4, r, a3))
  const terms = fma(ar2, inner, fma(a2, r, a1))
  const rest = fma(r * ar2, terms, lost1 + lost2 + lost3 + lost4)
  const high = sum + rest
  return { high, low: sum - high + rest }
}

/** e^(high + low), for sums between -1075 and 1024. */
function exponential({ high, low }: Sum): number {
  const [c2, c3, c4, c5] = EXP_TERMS
  const k = fma(high, INVERSE_LN2_128, ROUNDER) - ROUNDER
  const r = fma(k, LN2_128_LOW, fma(k, LN2_128_HIGH, high)) + low
  const r2 = r * r
  const scale = EXP2[k & 127]!
  const near = fma(fma(c3, r, c2), r2, EXP2_TAIL[k & 127]! + r)
  const change = fma(fma(r, c5, c4), r2 * r2, near)
  if (high > -512) return doubled(fma(scale, change, scale), k >> 7)
  return small(scale, change, k >> 7)
}

/** x * 2^n, where 2^n may be just too great. */
function doubled(x: number, n: number): number {
  return n > 1000 ? x * powerOfTwo(n - 1000) * 2 ** 1000 : x * powerOfTwo(n)
}

/**
 * scale * (1 + change) * 2^n where that may be subnormal: first as if exponents went lower, then
 * rounded to where the last subnormal bit is by the addition of 1. Nothing is fused here.
 */
function small(scale: number, change: number, n: number): number {
  const lifted = n + 1022 < -1000 ? 0 : scale * powerOfTwo(n + 1022)
  const more = lifted * change
  const sum = lifted + more
  if (sum >= 1) return sum * 2 ** -1022
  const lost = lifted - sum + more
  const high = 1 + sum
  const low = 1 - high + sum + lost
  return (high + low - 1) * 2 ** -1022
}
