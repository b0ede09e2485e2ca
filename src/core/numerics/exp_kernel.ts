import { ROUNDER } from './double_double.ts'
import { EXP2_LEADING, EXP2_REST } from './exp_table.ts'

/** 128 / ln 2. */
const STEPS_PER_UNIT = 184.6649652337873

/** ln 2 / 128 in three parts. The first two have 35 bits: their products with steps are exact. */
const STEP1 = 0.005415212347998022
const STEP2 = 1.2655086083012853e-13
const STEP3 = 3.1258479278239995e-24

/** The low part of the last result of `expParts`: see QUOTIENT_LOW. */
export const EXP_LOW = new Float64Array(1)

/** x in units of ln 2 / 128, rounded to an integer. */
export const expSteps = (x: number): number => x * STEPS_PER_UNIT + ROUNDER - ROUNDER

/**
 * e^x / 2^n for |x| < 745, as the sum of the result and EXP_LOW, with an error below 2^-67. Here
 * steps is expSteps(x), and n is steps / 128, rounded down.
 *
 * x is steps * ln 2 / 128 + r1 + r2, so e^x is a power from the table times the series of e^r
 * (Tang 1989). The product of the upper halves is exact; all other products are so small that a
 * double is precise enough.
 */
export function expParts(x: number, steps: number): number {
  const near = x - steps * STEP1
  const more = steps * STEP2
  const r1 = near - more
  const r2 = near - r1 - more - steps * STEP3
  const table1 = EXP2_LEADING[steps & 127]!
  const table2 = EXP2_REST[steps & 127]!
  const upper = Math.fround(r1)
  const main = table1 * upper
  const high = table1 + main
  const square = r1 * r1
  const series = square * (1 / 6 + r1 * (1 / 24 + r1 * (1 / 120 + r1 / 720)))
  const small = (table1 + table2) * (r2 + r1 * (r2 + series) + 0.5 * square)
  EXP_LOW[0] = table1 - high + main + (table2 + (table1 * (r1 - upper) + (table2 * r1 + small)))
  return high
}
