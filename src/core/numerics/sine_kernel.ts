import { ROUNDER, sumError } from './double_double.ts'
import { SINE_LEADING, SINE_REST, TURN } from './sine_table.ts'

/** The greatest angle for `angleParts`: its steps have at most 24 bits. */
export const GREATEST_ANGLE = 200_000

/** 256 / pi. */
const STEPS_PER_RADIAN = 81.48733086305042

/** pi/256 in four parts. The first three have 29 bits: their products with steps are exact. */
const STEP1 = 0.012271846295334399
const STEP2 = 7.75073107366249e-12
const STEP3 = 1.7591732583083264e-20
const STEP4 = 2.751218644674375e-29

/** The low parts of the last results of `angleParts` and `sineParts`: see QUOTIENT_LOW. */
export const ANGLE_LOW = new Float64Array(1)
export const SINE_LOW = new Float64Array(1)

/** x in units of pi/256, rounded to an integer. */
export const angleSteps = (x: number): number => x * STEPS_PER_RADIAN + ROUNDER - ROUNDER

/**
 * x - steps * pi/256, as the sum of the result and ANGLE_LOW, for x up to GREATEST_ANGLE and steps
 * = angleSteps(x). The error is below 2^-120 plus 2^-100 of the value: schedules need the cosine of
 * n pi / T, which may be as near to a zero as doubles can be.
 */
export function angleParts(x: number, steps: number): number {
  const near = x - steps * STEP1
  const more2 = -steps * STEP2
  const more3 = -steps * STEP3
  const nearer = near + more2
  const nearest = nearer + more3
  const rest = sumError(near, more2, nearer) + sumError(nearer, more3, nearest) - steps * STEP4
  const high = nearest + rest
  ANGLE_LOW[0] = nearest - high + rest
  return high
}

/**
 * sin(steps * pi/256 + r1 + r2), as the sum of the result and SINE_LOW, for an angle r1 + r2 of at
 * most half a step. The relative error is below 2^-66, if r1 + r2 is exact.
 *
 * The value is sin s cos r + cos s sin r, with sin s and cos s from the table, and short series for
 * the others. The product of the upper halves is exact; all other products are so small that a
 * double is precise enough.
 */
export function sineParts(steps: number, r1: number, r2: number): number {
  const sine1 = SINE_LEADING[steps & (TURN - 1)]!
  const sine2 = SINE_REST[steps & (TURN - 1)]!
  const cosine1 = SINE_LEADING[(steps + TURN / 4) & (TURN - 1)]!
  const cosine2 = SINE_REST[(steps + TURN / 4) & (TURN - 1)]!
  const square = r1 * r1
  const cosR = square * square * (1 / 24 - square / 720) - r1 * r2 - 0.5 * square
  const sinR = r1 * square * (-1 / 6 + square * (1 / 120 - square / 5040)) + r2
  const upper = Math.fround(r1)
  const main = cosine1 * upper
  const high = sine1 + main
  const small = (cosine1 + cosine2) * sinR + (sine1 + sine2) * cosR
  SINE_LOW[0] = sine1 - high + main + (sine2 + (cosine1 * (r1 - upper) + (cosine2 * r1 + small)))
  return high
}
