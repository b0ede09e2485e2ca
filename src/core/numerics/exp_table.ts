import { exponential, fixed, ln2, quotient } from './fixed_point.ts'
import { leading, remainder, rounded, TABLE_BITS } from './table.ts'

/** 2^(i/128) for i from 0 to 127. */
const POWERS = Array.from({ length: 128 }, (_, i) => {
  const { value } = exponential((ln2(TABLE_BITS) * BigInt(i)) >> 7n, TABLE_BITS)
  return value
})

/** 2^(i/128) as a sum: the first 24 bits and the rest. */
export const EXP2_LEADING = Float64Array.from(POWERS, leading)
export const EXP2_REST = Float64Array.from(POWERS, (power, i) => remainder(power, EXP2_LEADING[i]!))

/** 2^(i/128) as EXP2 * (1 + EXP2_TAIL): the same doubles as in glibc's `__exp_data`. */
export const EXP2 = Float64Array.from(POWERS, rounded)
export const EXP2_TAIL = Float64Array.from(POWERS, (power, i) => {
  const part = fixed(EXP2[i]!, TABLE_BITS)
  return rounded(quotient(power - part, part, TABLE_BITS))
})
