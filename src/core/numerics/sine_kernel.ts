import { sumError } from './double_double.ts'
import { SINE_LEADING, SINE_REST } from './sine_table.ts'

const ROUNDER = 6755399441055744
const INVERSE_UNIT = 81.48733086305042

/** pi/256 in four parts. The first two have 29 bits: their products with steps are exact. */
const UNIT1 = 0.012271846295334399
const UNIT2 = 7.75073107366249e-12
const UNIT3 = 1.7591732583083264e-20
const UNIT4 = 2.751218644674375e-29

/** The greatest angle for which this holds: there are less than 2^24 steps to it. */
export const GREATEST = 200_000

export const angleSteps = (x: number): number => x * INVERSE_UNIT + ROUNDER - ROUNDER

export const ANGLE_LOW = new Float64Array(1)
export const SINE_LOW = new Float64Array(1)

export function angleRest(x: number, steps: number): number {
  const a = x - steps * UNIT1
  const b = -steps * UNIT2
  const c = -steps * UNIT3
  const sum = a + b
  const sum2 = sum + c
  const rest = sumError(a, b, sum) + sumError(sum, c, sum2) - steps * UNIT4
  const high = sum2 + rest
  ANGLE_LOW[0] = sum2 - high + rest
  return high
}

/** sin(2 pi steps / 512 + r1 + r2) */
export function sineParts(steps: number, r1: number, r2: number): number {
  const i = steps & 511
  const j = (steps + 128) & 511
  const sine1 = SINE_LEADING[i]!
  const sine2 = SINE_REST[i]!
  const cosine1 = SINE_LEADING[j]!
  const cosine2 = SINE_REST[j]!
  const upper = Math.fround(r1)
  const square = r1 * r1
  const main = cosine1 * upper
  const high = sine1 + main
  const cosineSeries = square * (-1 / 2 + square * (1 / 24 - square / 720))
  const sineSeries = r1 * square * (-1 / 6 + square * (1 / 120 - square / 5040))
  SINE_LOW[0] =
    sine1 - high + main +
    (sine2 + (cosine1 * (r1 - upper) + (cosine2 * r1 + ((cosine1 + cosine2) * (r2 + sineSeries) + (sine1 + sine2) * (cosineSeries - r1 * r2)))))
  return high
}
