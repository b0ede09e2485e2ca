import { fixed } from './fixed_point.ts'
import { nearest } from './rounding.ts'

/** Bits the tables are computed to, far beyond what two doubles hold. */
export const TABLE_BITS = 192

/** The double nearest to a number in units of 2^-TABLE_BITS. */
export const rounded = (value: bigint): number => nearest(value, -TABLE_BITS)

/** What a double leaves of a number in units of 2^-TABLE_BITS, as a double again. */
export const remainder = (value: bigint, part: number): number =>
  rounded(value - fixed(part, TABLE_BITS))

/**
 * The first 24 bits of a number in units of 2^-TABLE_BITS. Its product with any 29 bits is exact,
 * and so are both its products with a double that is cut into Math.fround(x) and the rest.
 */
export const leading = (value: bigint): number => Math.fround(rounded(value))
