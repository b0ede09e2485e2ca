import { fixed } from './fixed_point.ts'
import { nearest } from './rounding.ts'

/** Tables are computed in units of 2^-TABLE_BITS, far below the precision of two doubles. */
export const TABLE_BITS = 192

/** The double nearest to such a number. */
export const rounded = (value: bigint): number => nearest(value, -TABLE_BITS)

/** The first 24 bits of such a number: their product with any 29 bits is exact. */
export const leading = (value: bigint): number => Math.fround(rounded(value))

/** The rest of such a number after the subtraction of a double, as a double. */
export const remainder = (value: bigint, part: number): number =>
  rounded(value - fixed(part, TABLE_BITS))
