/**
 * Python's arithmetic on its three kinds of number: a bigint is an `int`, a number is a `float`,
 * a boolean is a `bool`. Each function gives what CPython gives, or throws an
 * {@link ArithmeticRefusal} where CPython raises.
 */
export type Value = bigint | number | boolean

/** Why an expression has no value: CPython's exception, in words. */
export class ArithmeticRefusal extends Error {}

/** Integers beyond this many bits are refused: no float is as large, and CPython goes on for hours. */
const MAX_BITS = 1024n
const LARGEST = 2n ** MAX_BITS
const LARGEST_EXACT = 2n ** 53n

const refuse = (reason: string): never => {
  throw new ArithmeticRefusal(reason)
}

/** A `bool` counts as the `int` it is in Python. */
const plain = (value: Value): bigint | number =>
  typeof value === 'boolean' ? (value ? 1n : 0n) : value

/** Python's `float(x)`. */
export function toFloat(value: Value): number {
  const float = Number(value)
  if (typeof value === 'bigint' && !Number.isFinite(float)) refuse('int too large for a float')
  return float
}

/** Python's truth: anything but zero, NaN included. */
export const isTrue = (value: Value): boolean => Number.isNaN(value) || Boolean(value)

/** An operation that is exact on ints and, with a float on either side, done on floats. */
function mixed(onInts: (a: bigint, b: bigint) => Value, onFloats: (a: number, b: number) => Value) {
  return (left: Value, right: Value): Value => {
    const a = plain(left)
    const b = plain(right)
    if (typeof a === 'bigint' && typeof b === 'bigint') return bounded(onInts(a, b))
    return onFloats(toFloat(a), toFloat(b))
  }
}

function bounded(value: Value): Value {
  if (typeof value !== 'bigint' || (value < LARGEST && value > -LARGEST)) return value
  return refuse(`int of more than ${MAX_BITS} bits`)
}

const bits = (value: bigint) => BigInt((value < 0n ? -value : value).toString(2).length)

export const add = mixed(
  (a, b) => a + b,
  (a, b) => a + b,
)
export const subtract = mixed(
  (a, b) => a - b,
  (a, b) => a - b,
)
export const multiply = mixed(
  (a, b) => a * b,
  (a, b) => a * b,
)
export const divide = mixed(divideInts, (a, b) =>
  b === 0 ? refuse('float division by zero') : a / b,
)
export const floorDivide = mixed(
  (a, b) => (b === 0n ? refuse('integer division by zero') : (a - floorModulo(a, b)) / b),
  (a, b) => (b === 0 ? refuse('float floor division by zero') : floorDivideFloats(a, b)),
)
export const modulo = mixed(
  (a, b) => (b === 0n ? refuse('integer modulo by zero') : floorModulo(a, b)),
  (a, b) => (b === 0 ? refuse('float modulo by zero') : moduloFloats(a, b)),
)
export const power = mixed(
  (a, b) => (b < 0n ? powerFloats(toFloat(a), toFloat(b)) : powerInts(a, b)),
  powerFloats,
)

/** Correctly rounded, as CPython's int / int is, also where an int has no exact double. */
function divideInts(a: bigint, b: bigint): number {
  if (b === 0n) refuse('division by zero')
  if (isExact(a) && isExact(b)) return Number(a) / Number(b)
  const magnitude = divideLarge(a < 0n ? -a : a, b < 0n ? -b : b)
  if (!Number.isFinite(magnitude)) refuse('int / int too large for a float')
  return a < 0n === b < 0n ? magnitude : -magnitude
}

const isExact = (n: bigint) => n <= LARGEST_EXACT && n >= -LARGEST_EXACT

/** More bits of the quotient than a double has, and a last one that says "and something more". */
function divideLarge(dividend: bigint, divisor: bigint): number {
  const shift = bits(divisor) - bits(dividend) + 66n
  const scaled = shift > 0n ? dividend << shift : dividend
  const by = shift < 0n ? divisor << -shift : divisor
  const sticky = scaled % by === 0n ? 0n : 1n
  return scale((scaled / by) | sticky, -shift)
}

/** n * 2^exponent as a double. Two factors keep 2^exponent itself in range. */
function scale(n: bigint, exponent: bigint): number {
  const half = Number(exponent / 2n)
  return Number(n) * 2 ** half * 2 ** (Number(exponent) - half)
}

const floorModulo = (a: bigint, b: bigint) => {
  const remainder = a % b
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder
}

/** CPython's float_rem: the result has the divisor's sign, zero included. */
function moduloFloats(a: number, b: number): number {
  const remainder = a % b
  if (remainder === 0) return b < 0 ? -0 : 0
  return remainder < 0 !== b < 0 ? remainder + b : remainder
}

/** CPython's _float_div_mod: the quotient is taken from the exact remainder, then floored. */
function floorDivideFloats(a: number, b: number): number {
  const remainder = a % b
  const crossed = remainder !== 0 && remainder < 0 !== b < 0
  const quotient = (a - remainder) / b - (crossed ? 1 : 0)
  if (quotient === 0) return signedZero(a / b)
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

const signedZero = (like: number) => (like < 0 || Object.is(like, -0) ? -0 : 0)

function powerInts(base: bigint, exponent: bigint): bigint {
  if (base >= -1n && base <= 1n) return exponent % 2n === 0n && base !== 0n ? 1n : base ** exponent
  if (exponent * (bits(base) - 1n) > MAX_BITS) refuse(`int of more than ${MAX_BITS} bits`)
  return base ** exponent
}

/** C's pow with CPython's refusals. From Node 24 on Math.pow equals glibc's to the bit. */
function powerFloats(base: number, exponent: number): number {
  if (isUnit(base, exponent)) return 1
  if (base === 0 && exponent < 0) refuse('0.0 cannot be raised to a negative power')
  const result = base ** exponent
  if (Number.isFinite(result) || !Number.isFinite(base) || !Number.isFinite(exponent)) return result
  return refuse(
    Number.isNaN(result)
      ? 'a negative number to a fractional power is complex'
      : 'result of ** too large for a float',
  )
}

/** C's pow(1, nan) and pow(-1, inf) are 1, JavaScript's are NaN. */
const isUnit = (base: number, exponent: number) =>
  base === 1 || (base === -1 && Math.abs(exponent) === Infinity)

export const negate = (value: Value): Value => -plain(value)
export const positive = (value: Value): Value => plain(value)
export const absolute = (value: Value): Value => {
  const number = plain(value)
  if (typeof number === 'number') return Math.abs(number)
  return number < 0n ? -number : number
}

/** Comparison is exact between int and float, in Python and in JavaScript. */
export const COMPARISONS: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  '<': (a, b) => plain(a) < plain(b),
  '<=': (a, b) => plain(a) <= plain(b),
  '>': (a, b) => plain(a) > plain(b),
  '>=': (a, b) => plain(a) >= plain(b),
  // eslint-disable-next-line eqeqeq -- 1n == 1 is what Python's 1 == 1.0 means
  '==': (a, b) => plain(a) == plain(b),
  // eslint-disable-next-line eqeqeq -- as above
  '!=': (a, b) => plain(a) != plain(b),
}

export const OPERATORS: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '//': floorDivide,
  '%': modulo,
  '**': power,
}
