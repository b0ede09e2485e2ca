/**
 * Python's three kinds of number: a bigint is an `int`, a number is a `float`, a boolean is a
 * `bool`. Every operation has CPython's result, or throws an {@link ArithmeticRefusal} if CPython
 * raises.
 */
export type Value = bigint | number | boolean

/** The reason why an expression has no value, after CPython's exception. */
export class ArithmeticRefusal extends Error {}

/** Throws an {@link ArithmeticRefusal}. */
export function refuseArithmetic(reason: string): never {
  throw new ArithmeticRefusal(reason)
}

/** Integers of more bits are refused: no float is as large, and CPython computes for hours. */
export const MAX_BITS = 1024n
const LARGEST = 2n ** MAX_BITS - 1n
const SMALLEST = -LARGEST

/** The reason for an int that is too large. */
export const TOO_LARGE = `int of more than ${MAX_BITS} bits`

/** Whether an int has more than {@link MAX_BITS}. */
export const isTooLarge = (value: bigint): boolean => value > LARGEST || value < SMALLEST

/** The int, refused if it is too large. */
export const checkedSize = (value: bigint): bigint =>
  isTooLarge(value) ? refuseArithmetic(TOO_LARGE) : value

/** Converts a `bool` to an `int`, as in Python's arithmetic. */
export const plain = (value: Value): bigint | number =>
  typeof value === 'boolean' ? (value ? 1n : 0n) : value

/** Python's `float(x)`. */
export function toFloat(value: Value): number {
  if (typeof value === 'number') return value
  const float = Number(value)
  return Number.isFinite(float) ? float : refuseArithmetic('int too large for a float')
}

/** Python's truth: anything but zero, NaN included. */
export const isTrue = (value: Value): boolean => Boolean(value) || Number.isNaN(value)
