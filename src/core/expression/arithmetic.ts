/**
 * Python's three kinds of number: a bigint is an `int`, a number is a `float`, a boolean is a
 * `bool`. What is done with them gives what CPython gives, or throws an
 * {@link ArithmeticRefusal} where CPython raises.
 */
export type Value = bigint | number | boolean

/** Why an expression has no value: CPython's exception, in words. */
export class ArithmeticRefusal extends Error {}

/** Says why there is no value. */
export function refuseArithmetic(reason: string): never {
  throw new ArithmeticRefusal(reason)
}

/** Integers beyond this many bits are refused: no float is as large, and CPython goes on for hours. */
export const MAX_BITS = 1024n
const LARGEST = 2n ** MAX_BITS - 1n
const SMALLEST = -LARGEST

/** What is said of an int that is too large. */
export const TOO_LARGE = `int of more than ${MAX_BITS} bits`

/** Whether an int has more bits than Lockstep computes with. */
export const isTooLarge = (value: bigint): boolean => value > LARGEST || value < SMALLEST

/** An int, if it is not too large. */
export const checkedSize = (value: bigint): bigint =>
  isTooLarge(value) ? refuseArithmetic(TOO_LARGE) : value

/** A `bool` counts as the `int` it is in Python. */
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
