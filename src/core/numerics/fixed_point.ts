import { bitsOf, highWord } from './words.ts'

/**
 * Numbers as integers in units of 2^-bits, for tables and for the rare cases that double-double
 * cannot decide. The error of every result is below 2^15 units, for up to 512 bits.
 */

/** The bits of the constants: enough to reduce the greatest double, and 512 more. */
const CONSTANT_BITS = 1600

/** Guard bits for the rounding errors of the sums below. */
const GUARD = 32n

/** The sum of 1 / (k n^k) over odd k, with alternating signs if `turn` is -1: atanh or atan. */
function ofInverse(n: bigint, turn: bigint): bigint {
  const square = turn * n * n
  let power = (1n << (BigInt(CONSTANT_BITS) + GUARD)) / n
  let sum = 0n
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k
    power /= square
  }
  return sum
}

/** Machin's formula. */
const PI = (16n * ofInverse(5n, -1n) - 4n * ofInverse(239n, -1n)) >> GUARD

/** ln((1 + y) / (1 - y)) = 2 atanh y, at y = 1/3. */
const LN2 = (2n * ofInverse(3n, 1n)) >> GUARD

const scaled = (constant: bigint, bits: number) => constant >> BigInt(CONSTANT_BITS - bits)

export const pi = (bits: number): bigint => scaled(PI, bits)

export const ln2 = (bits: number): bigint => scaled(LN2, bits)

/** A finite double in units of 2^-bits, its magnitude rounded down. */
export function fixed(x: number, bits: number): bigint {
  const word = bitsOf(Math.abs(x))
  const exponent = Number(word >> 52n)
  const fraction = word & ((1n << 52n) - 1n)
  const significand = exponent === 0 ? fraction : fraction | (1n << 52n)
  const magnitude = significand << BigInt(Math.max(exponent, 1) - 1075 + bits)
  return x < 0 ? -magnitude : magnitude
}

/** a * b of two numbers in units of 2^-bits. */
const times = (a: bigint, b: bigint, bits: number) => (a * b) >> BigInt(bits)

/** a / b of two numbers in the same units. */
export const quotient = (a: bigint, b: bigint, bits: number): bigint => (a << BigInt(bits)) / b

/** e^x as value * 2^power, with the value from 1/2 to 2, by Taylor's series. */
export function exponential(x: bigint, bits: number): { value: bigint; power: number } {
  const power = x / ln2(bits)
  const rest = x - power * ln2(bits)
  let value = 0n
  let term = 1n << BigInt(bits)
  for (let k = 1n; term !== 0n; k++) {
    value += term
    term = times(term, rest, bits) / k
  }
  return { value, power: Number(power) }
}

/** ln x for x from 1/2 to 2: 2 atanh y with y = (x - 1) / (x + 1). */
export function logarithm(x: bigint, bits: number): bigint {
  const one = 1n << BigInt(bits)
  let power = quotient(x - one, x + one, bits)
  const square = times(power, power, bits)
  let term = power
  let sum = 0n
  for (let k = 3n; term !== 0n; k += 2n) {
    sum += term
    power = times(power, square, bits)
    term = power / k
  }
  return 2n * sum
}

/** The terms of Taylor's series from x^k / k! on, alternating, in steps of two powers. */
function circular(x: bigint, k: 0 | 1, bits: number): bigint {
  const square = times(x, x, bits)
  let term = k === 0 ? 1n << BigInt(bits) : x
  let sum = 0n
  for (let power = BigInt(k); term !== 0n; power += 2n) {
    sum += term
    term = -times(term, square, bits) / ((power + 1n) * (power + 2n))
  }
  return sum
}

/** The sine of an angle up to pi/4: for greater angles the series takes longer. */
export const sine = (x: bigint, bits: number): bigint => circular(x, 1, bits)

/** The cosine of an angle up to pi/4. */
export const cosine = (x: bigint, bits: number): bigint => circular(x, 0, bits)

/**
 * A double x >= 0 minus its nearest multiple of pi/2, and the number of this multiple. The number
 * is as long as the integer part of x, so pi needs that many additional bits (Payne and Hanek).
 */
export function reduced(x: number, bits: number): { rest: bigint; multiple: bigint } {
  const extra = Math.max(0, (highWord(x) >> 20) - 1022)
  const quarter = pi(bits + extra) >> 1n
  const angle = fixed(x, bits + extra)
  const below = angle / quarter
  const rest = angle - below * quarter
  const isUpper = 2n * rest > quarter
  return {
    rest: (isUpper ? rest - quarter : rest) >> BigInt(extra),
    multiple: isUpper ? below + 1n : below,
  }
}
