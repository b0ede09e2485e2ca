import { logarithm, quotient } from './fixed_point.ts'
import { remainder, TABLE_BITS } from './table.ts'

/**
 * The high word of 0x1.69555p-1, the start of the first interval. The last one ends at its double.
 */
export const FIRST_INTERVAL = 0x3fe69555

/**
 * The doubles of this range are divided into 128 intervals, by the first 7 bits of the offset from
 * its start. Each interval has a number c near its middle whose inverse has few bits, and this is
 * 256 / c. The numbers are from Szabolcs Nagy (Arm's optimized-routines, math/pow_log_data.c), as
 * in glibc's `__pow_log_data`: the rest of that table can be computed from them.
 */
// prettier-ignore
const INVERSES = [
  362, 360, 358, 356, 354, 352, 350, 348, 346, 344, 342, 342, 340, 338, 336, 334,
  332, 330, 330, 328, 326, 324, 322, 320, 320, 318, 316, 314, 314, 312, 310, 308,
  308, 306, 304, 304, 302, 300, 300, 298, 296, 294, 294, 292, 292, 290, 288, 288,
  286, 284, 284, 282, 282, 280, 278, 278, 276, 276, 274, 272, 272, 270, 270, 268,
  268, 266, 266, 264, 264, 262, 260, 260, 258, 258, 256, 256, 254, 252, 250, 248,
  246, 244, 242, 241, 239, 237, 235, 234, 232, 230, 229, 227, 226, 224, 223, 221,
  220, 218, 217, 215, 214, 213, 211, 210, 208, 207, 206, 205, 203, 202, 201, 200,
  198, 197, 196, 195, 194, 193, 191, 190, 189, 188, 187, 186, 185, 184, 183, 182,
]

/** 1/c. */
export const INVERSE = Float64Array.from(INVERSES, (inverse) => inverse / 256)

const LOGARITHMS = INVERSES.map((inverse) =>
  logarithm(quotient(256n, BigInt(inverse), TABLE_BITS), TABLE_BITS),
)

/** ln c, rounded to a multiple of 2^-43, and the rounding error. */
export const LOG_C = Float64Array.from(LOGARITHMS, coarse)
export const LOG_C_TAIL = Float64Array.from(LOGARITHMS, (log, i) => remainder(log, LOG_C[i]!))

/** A logarithm in units of 2^-TABLE_BITS to the nearest multiple of 2^-43. */
export function coarse(log: bigint): number {
  const drop = BigInt(TABLE_BITS - 43)
  return Number((log + (1n << (drop - 1n))) >> drop) / 2 ** 43
}

/**
 * ln 2 as a sum. The first part is a multiple of 2^-42, so that k ln 2 + ln c is exact for every
 * exponent k of a double.
 */
export const LN2_HIGH = 0.6931471805598903
export const LN2_LOW = 5.497923018708371e-14

/** 1.5 * 2^32: the addition and subtraction of this number leaves 20 bits after the point. */
const LOW_BITS_REMOVER = 6442450944

/** The first 20 bits of z after the point, rounded: z1 / c - 1 is exact, and (z - z1) / c is. */
export function chopped(z: number): number {
  return z + LOW_BITS_REMOVER - LOW_BITS_REMOVER
}
