import { EXP2_LEADING, EXP2_REST } from './exp_table.ts'

/** 1.5 * 2^52: to add it and take it away rounds to an integer. */
const ROUNDER = 6755399441055744

const INVERSE_LN2_128 = 184.6649652337873

/** ln 2 / 128 in three parts. The first two have 35 bits: their products with k are exact. */
const UNIT1 = 0.005415212347998022
const UNIT2 = 1.2655086083012853e-13
const UNIT3 = 3.1258479278239995e-24

/** The low part of what `expParts` found last. A pair would be allocated for every call. */
export const EXP_LOW = new Float64Array(1)

/** The multiple of ln 2 / 128 next to x, in units of it. */
export const expSteps = (x: number): number => x * INVERSE_LN2_128 + ROUNDER - ROUNDER

/**
 * e^x / 2^n for |x| < 745, as the sum of what is returned and EXP_LOW, off by less than 2^-69.
 * Here steps is expSteps(x), and n its quotient by 128, rounded down.
 *
 * x is k ln 2 / 128 + r1 + r2, so e^x is 2^(k/128) from the table, times the series of e^r. Of the
 * products only the first is too great for one rounding: it is made of 24 by 24 bits.
 */
export function expParts(x: number, steps: number): number {
  const a = x - steps * UNIT1
  const b = steps * UNIT2
  const r1 = a - b
  const r2 = a - r1 - b - steps * UNIT3
  const upper = Math.fround(r1)
  const table1 = EXP2_LEADING[steps & 127]!
  const table2 = EXP2_REST[steps & 127]!
  const main = table1 * upper
  const high = table1 + main
  const series = 0.5 + r1 * (1 / 6 + r1 * (1 / 24 + r1 * (1 / 120 + r1 / 720)))
  const rest = r2 + r1 * r1 * series
  EXP_LOW[0] =
    table1 - high + main + (table2 + (table1 * (r1 - upper) + (table2 * r1 + (table1 + table2) * rest)))
  return high
}
