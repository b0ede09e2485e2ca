import { fixed, logarithm, quotient } from './fixed_point.ts'
import { remainder, rounded, TABLE_BITS } from './two_doubles.ts'

/**
 * Numbers from 0x1.69555p-1 to twice that fall into 128 intervals by the top bits of their
 * fraction. For each there is 1/c, c being a number near its middle, of 9 bits at most, such that
 * z/c - 1 is exact in pieces. In units of 1/256, as in glibc's `__pow_log_data` (by way of Arm's
 * optimized-routines, math/pow_log_data.c). All else in that table follows from these.
 */
const INVERSES = [
  362, 360, 358, 356, 354, 352, 350, 348, 346, 344, 342, 342, 340, 338, 336, 334, 332, 330, 330,
  328, 326, 324, 322, 320, 320, 318, 316, 314, 314, 312, 310, 308, 308, 306, 304, 304, 302, 300,
  300, 298, 296, 294, 294, 292, 292, 290, 288, 288, 286, 284, 284, 282, 282, 280, 278, 278, 276,
  276, 274, 272, 272, 270, 270, 268, 268, 266, 266, 264, 264, 262, 260, 260, 258, 258, 256, 256,
  254, 252, 250, 248, 246, 244, 242, 241, 239, 237, 235, 234, 232, 230, 229, 227, 226, 224, 223,
  221, 220, 218, 217, 215, 214, 213, 211, 210, 208, 207, 206, 205, 203, 202, 201, 200, 198, 197,
  196, 195, 194, 193, 191, 190, 189, 188, 187, 186, 185, 184, 183, 182,
]

const LOGARITHMS = INVERSES.map((inverse) =>
  logarithm(quotient(256n, BigInt(inverse), TABLE_BITS), TABLE_BITS),
)

/** 1/c. */
export const INVERSE = Float64Array.from(INVERSES, (inverse) => inverse / 256)

/** ln c, rounded to a multiple of 2^-43, so that k ln2Hi + ln c is exact, and what that lost. */
export const LOG_C = Float64Array.from(LOGARITHMS, (log) => coarse(log))
export const LOG_C_TAIL = Float64Array.from(LOGARITHMS, (log, i) => remainder(log, LOG_C[i]!))

function coarse(log: bigint): number {
  const lost = BigInt(TABLE_BITS - 43)
  return Number((log + (1n << (lost - 1n))) >> lost) / 2 ** 43
}
