/**
 * The numbers of Szabolcs Nagy's `pow` (Arm's optimized-routines, math/pow_log_data.c and
 * exp_data.c), which glibc has taken over. They are minimax coefficients, so they must be taken
 * as they are; the tables that go with them are computed, in log_table.ts and exp_table.ts.
 */

/** The high word of 0x1.69555p-1, the least number in the first interval of the table. */
export const FIRST_INTERVAL = 0x3fe69555

/** ln 2 as a sum. The first part leaves 11 bits free, so its product with an exponent is exact. */
export const LN2_HIGH = 0.6931471805598903
export const LN2_LOW = 5.497923018708371e-14

/** The logarithm of 1 + r after r - r^2/2, in r and a = -r^2/2: a r (a1 + a2 r + a (a3 + ...)). */
export const LOG_TERMS = [
  -0.6666666666666679, 0.5000000000000007, 0.7999999995323976, -0.6666666663487739,
  -1.142909628459501, 1.0000415263675542,
] as const

/** 128 / ln 2, and -ln 2 / 128 as a sum. */
export const INVERSE_LN2_128 = 184.6649652337873
export const LN2_128_HIGH = -0.005415212348111709
export const LN2_128_LOW = -1.2864023111638346e-14

/** e^r after 1 + r: coefficients of r^2 to r^5. */
export const EXP_TERMS = [
  0.49999999999996786, 0.16666666666665886, 0.0416666808410674, 0.008333335853059549,
] as const

/** 1.5 * 2^52: to add it and take it away rounds to an integer. */
export const ROUNDER = 6755399441055744
