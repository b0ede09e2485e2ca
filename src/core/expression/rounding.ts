import { bitsOf } from '../numerics/words.ts'
import { checkedSize, plain, refuseArithmetic, type Value } from './arithmetic.ts'
import { nearest, quotient } from './division.ts'
import { magnitude } from './ints.ts'

/** With more digits the double is unchanged, with fewer than minus this many it is zero. */
const MOST_DIGITS = 323n
const LEAST_DIGITS = -308n

/** Python's round(x) and round(x, digits): from the exact value, and half to even. */
export function round(value: Value, digits?: Value): Value {
  const number = plain(value)
  if (digits === undefined) return typeof number === 'bigint' ? number : roundToInt(number)
  const places = plain(digits)
  if (typeof places === 'number') return refuseArithmetic('round takes whole digits')
  return typeof number === 'bigint' ? roundInt(number, places) : roundFloat(number, places)
}

function roundToInt(x: number): bigint {
  if (!Number.isFinite(x)) return refuseArithmetic(`round(${x})`)
  const floor = Math.floor(x)
  const above = x - floor
  const up = above > 0.5 || (above === 0.5 && floor % 2 !== 0)
  return BigInt(up ? floor + 1 : floor)
}

function roundInt(value: bigint, digits: bigint): bigint {
  if (digits >= 0n) return value
  // Every accepted int is less than half of this power of ten.
  if (digits < LEAST_DIGITS - 2n) return 0n
  const unit = 10n ** -digits
  const rounded = nearest(magnitude(value), unit) * unit
  return checkedSize(value < 0n ? -rounded : rounded)
}

function roundFloat(x: number, digits: bigint): number {
  if (!Number.isFinite(x) || digits > MOST_DIGITS) return x
  if (digits < LEAST_DIGITS) return 0 * x
  const [n, d] = fraction(Math.abs(x))
  const unit = 10n ** magnitude(digits)
  const rounded =
    digits < 0n ? Number(nearest(n, d * unit) * unit) : quotient(nearest(n * unit, d), unit)
  if (rounded === Infinity) refuseArithmetic('rounded value too large for a float')
  return x < 0 || Object.is(x, -0) ? -rounded : rounded
}

/** The exact value of a non-negative double: an int over a power of two. */
function fraction(x: number): [n: bigint, d: bigint] {
  const word = bitsOf(x)
  const stored = word & (2n ** 52n - 1n)
  const biased = word >> 52n
  const mantissa = biased === 0n ? stored : stored | (2n ** 52n)
  const exponent = (biased === 0n ? 1n : biased) - 1075n
  return exponent < 0n ? [mantissa, 1n << -exponent] : [mantissa << exponent, 1n]
}
