import { pow } from '../numerics/pow.ts'
import { refuseArithmetic } from './arithmetic.ts'

/** Python's `a / b`. */
export const divide = (a: number, b: number): number =>
  b === 0 ? refuseArithmetic('float division by zero') : a / b

/** CPython's float_rem: the result has the divisor's sign, zero included. */
export function modulo(a: number, b: number): number {
  if (b === 0) return refuseArithmetic('float modulo by zero')
  const remainder = a % b
  if (remainder === 0) return b < 0 ? -0 : 0
  return remainder < 0 !== b < 0 ? remainder + b : remainder
}

/** CPython's _float_div_mod: the quotient is taken from the exact remainder, then floored. */
export function floorDivide(a: number, b: number): number {
  if (b === 0) return refuseArithmetic('float floor division by zero')
  const remainder = a % b
  const crossed = remainder !== 0 && remainder < 0 !== b < 0
  const quotient = (a - remainder) / b - (crossed ? 1 : 0)
  if (quotient === 0) return signedZero(a / b)
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

const signedZero = (like: number) => (like < 0 || Object.is(like, -0) ? -0 : 0)

/** Python's `a ** b`: C's pow, refused without a finite real value. */
export function power(base: number, exponent: number): number {
  if (base === 0 && exponent < 0 && exponent !== -Infinity) {
    refuseArithmetic('0.0 cannot be raised to a negative power')
  }
  const result = pow(base, exponent)
  if (Number.isFinite(result) || !Number.isFinite(base) || !Number.isFinite(exponent)) return result
  return refuseArithmetic(
    Number.isNaN(result)
      ? 'a negative number to a fractional power is complex'
      : 'result of ** too large for a float',
  )
}
