import { exponential, fixed, ln2 } from './fixed_point.ts'
import { leading, remainder, rounded, TABLE_BITS } from './two_doubles.ts'

/** 2^(i/128) for i from 0 to 127. */
const POWERS = Array.from({ length: 128 }, (_, i) => {
  const { value } = exponential((ln2(TABLE_BITS) * BigInt(i)) >> 7n, TABLE_BITS)
  return value
})

/** 2^(i/128) as a sum: the first 24 bits and the rest. */
export const EXP2_LEADING = Float64Array.from(POWERS, leading)
export const EXP2_REST = Float64Array.from(POWERS, (power, i) => remainder(power, EXP2_LEADING[i]!))

/** 2^(i/128) as a product: rounded, times 1 + tail. glibc's `__exp_data` holds the same values. */
export const EXP2 = Float64Array.from(POWERS, rounded)
export const EXP2_TAIL = Float64Array.from(POWERS, (power, i) => {
  const lost = power - fixed(EXP2[i]!, TABLE_BITS)
  return rounded((lost << BigInt(TABLE_BITS)) / fixed(EXP2[i]!, TABLE_BITS))
})
