import { upperHalf } from './double_double.ts'
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
import { fusedPow } from './pow_fused.ts'
import { highWord, powerOfTwo } from './words.ts'

const [A1, A2, A3, A4, A5, A6] = LOG_TERMS
const [C2, C3, C4, C5] = EXP_TERMS

export function pow(x: number, y: number): number {
  if (!isOrdinary(x, y)) return specialPow(x, y)
  const quick = quickPow(x, y)
  return quick === undefined ? fusedPow(x, y) : quick
}
const isOrdinary = (x: number, y: number) =>
  x >= 2 ** -1022 && x < Infinity && x !== 1 && Math.abs(y) > 2 ** -65 && Math.abs(y) < 2 ** 63

const CHOPPER = 1.5 * 2 ** 32

export function quickPow(x: number, y: number): number | undefined {
  const offset = highWord(x) - FIRST_INTERVAL
  const k = offset >> 20
  const interval = (offset >> 13) & 127
  const z = x * powerOfTwo(-k)
  const z1 = z + CHOPPER - CHOPPER
  const r1 = z1 * INVERSE[interval]! - 1
  const r2 = (z - z1) * INVERSE[interval]!
  const r = r1 + r2
  const t1 = k * LN2_HIGH + LOG_C[interval]!
  const t2 = t1 + r
  const a2 = -0.5 * r1 * r1
  const high = t2 + a2
  const ar2 = -0.5 * r * r
  const ar3 = r * ar2
  const p = A1 + A2 * r + ar2 * (A3 + A4 * r + ar2 * (A5 + A6 * r))
  const low =
    k * LN2_LOW + LOG_C_TAIL[interval]! +
    (t1 - t2 + r) + (t2 - high + a2) - 0.5 * (r - r1) * (r + r1) + ar3 * p
  const l1 = upperHalf(high + low)
  const l2 = high - l1 + low
  const y1 = upperHalf(y)
  const e1 = y1 * l1
  const e2 = (y - y1) * l1 + y * l2
  const size = Math.abs(e1)
  if (!(size < 511 && size > 2 ** -50)) return undefined
  const n = e1 * INVERSE_LN2_128 + ROUNDER - ROUNDER
  const m = e1 + n * LN2_128_HIGH
  const rest = n * LN2_128_LOW + e2
  const s = m + rest
  const s2 = s * s
  const j = n & 127
  const change = s + (m - s + rest + EXP2_TAIL[j]! + s2 * (C2 + C3 * s + s2 * (C4 + C5 * s)))
  const scale = EXP2[j]!
  const more = scale * change
  const error = scale * (5 * 2 ** -61 + Math.abs(y * ar3) * 2 ** -50 + size * 2 ** -71)
  const upper = scale + (more + error)
  return upper === scale + (more - error) ? upper * powerOfTwo(n >> 7) : undefined
}

function specialPow(x: number, y: number): number {
  if (x === 1 || y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (x < 0 || Object.is(x, -0)) return negativePow(-x, y)
  if (x === 0 || x === Infinity || Math.abs(y) >= 2 ** 63) return extremePow(x, y)
  return Math.abs(y) <= 2 ** -65 ? 1 : fusedPow(x, y)
}

function extremePow(x: number, y: number): number {
  if (x === 1) return 1
  return x > 1 === y > 0 ? Infinity : 0
}

function negativePow(size: number, y: number): number {
  const isFinite = size > 0 && size < Infinity
  if (isFinite && Math.abs(y) < Infinity && !Number.isInteger(y)) return NaN
  const power = pow(size, y)
  return Math.abs(y) < 2 ** 53 && Math.abs(y) % 2 === 1 ? -power : power
}
