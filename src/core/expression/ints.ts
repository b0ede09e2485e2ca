import { checkedSize, MAX_BITS, refuseArithmetic, TOO_LARGE } from './arithmetic.ts'
import { bits, quotient } from './division.ts'

const LARGEST_EXACT = 2n ** 53n
const SMALLEST_EXACT = -LARGEST_EXACT

/** CPython's int / int: a float, rounded once, even if an int has no exact double. */
export function divide(a: bigint, b: bigint): number {
  if (b === 0n) refuseArithmetic('division by zero')
  if (isExact(a) && isExact(b)) return Number(a) / Number(b)
  const result = quotient(magnitude(a), magnitude(b))
  if (result === Infinity) refuseArithmetic('int / int too large for a float')
  return a < 0n === b < 0n ? result : -result
}

const isExact = (n: bigint) => n <= LARGEST_EXACT && n >= SMALLEST_EXACT

/** The absolute value of an int. */
export const magnitude = (n: bigint): bigint => (n < 0n ? -n : n)

/** Python's `a // b`, rounded down. */
export const floorDivide = (a: bigint, b: bigint): bigint =>
  b === 0n ? refuseArithmetic('integer division by zero') : checkedSize((a - modulo(a, b)) / b)

/** Python's `a % b`, with the sign of b. */
export function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) return refuseArithmetic('integer modulo by zero')
  const remainder = a % b
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder
}

/** a ** b for b >= 0. A result that is too large is refused before it is computed. */
export function power(base: bigint, exponent: bigint): bigint {
  if (base === 0n || base === 1n) return exponent === 0n ? 1n : base
  if (base === -1n) return exponent % 2n === 0n ? 1n : -1n
  if (exponent * (bits(magnitude(base)) - 1n) > MAX_BITS) refuseArithmetic(TOO_LARGE)
  return checkedSize(base ** exponent)
}
