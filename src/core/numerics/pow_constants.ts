/**
 * The coefficients of Szabolcs Nagy's `pow` (Arm's optimized-routines, math/pow_log_data.c and
 * math/exp_data.c), as in glibc. They are the results of a search for the least error and cannot be
 * computed here. The tables are computed: see log_table.ts and exp_table.ts.
 */

/** ln(1 + r) is r + a + a r (t1 + t2 r + a (t3 + t4 r + a (t5 + t6 r))), where a is -r^2/2. */
export const LOG_TERMS = [
  -0.6666666666666679, 0.5000000000000007, 0.7999999995323976, -0.6666666663487739,
  -1.142909628459501, 1.0000415263675542,
] as const

/** e^r is 1 + r + r^2 (t1 + t2 r + r^2 (t3 + t4 r)). */
export const EXP_TERMS = [
  0.49999999999996786, 0.16666666666665886, 0.0416666808410674, 0.008333335853059549,
] as const

/** 128 / ln 2. */
export const STEPS_PER_UNIT = 184.6649652337873

/** -ln 2 / 128 as a sum. The first part has 36 bits: its product with up to 17 more is exact. */
export const STEP_HIGH = -0.005415212348111709
export const STEP_LOW = -1.2864023111638346e-14
