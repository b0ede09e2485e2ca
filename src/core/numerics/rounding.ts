import { powerOfTwo } from './words.ts'

/**
 * high + low, rounded, if it rounds to the same double with the error added and subtracted; else
 * undefined (Ziv 1991). The error must include the rounding of low + error.
 */
export function surelyRounded(high: number, low: number, error: number): number | undefined {
  const above = high + (low + error)
  return above === high + (low - error) ? above : undefined
}

/** A real number within ERROR units of value, a unit being 2^exponent. */
export interface Approximation {
  readonly value: bigint
  readonly exponent: number
}

/** A bound of the error of fixed_point.ts, with a margin for a few sums and quotients. */
const ERROR = 1n << 20n

/** The precisions to try, in bits. No known double needs more than about 180 bits. */
const PRECISIONS = [192, 384]

/**
 * The double nearest to a real number with approximations of any precision: the precision is
 * increased until both ends of the error interval round to the same double. A number halfway
 * between two doubles would never be decided, but the functions here have no such value: their
 * values are transcendental, or doubles themselves.
 */
export function correctlyRounded(approximate: (bits: number) => Approximation): number {
  for (const bits of PRECISIONS) {
    const { value, exponent } = approximate(bits)
    const below = nearest(value - ERROR, exponent)
    if (below === nearest(value + ERROR, exponent)) return below
  }
  throw new RangeError('Cannot round a value that is all but halfway between two doubles')
}

/** The double nearest to value * 2^exponent, ties away from zero, subnormal or not. */
export function nearest(value: bigint, exponent: number): number {
  const magnitude = value < 0n ? -value : value
  const length = magnitude.toString(2).length
  const drop = Math.max(0, length - 53, -1074 - exponent)
  const kept = drop > 0 ? ((magnitude >> BigInt(drop - 1)) + 1n) >> 1n : magnitude
  const rounded = scaled(Number(kept), exponent + drop)
  return value < 0n ? -rounded : rounded
}

/** x * 2^n, if it is a double or overflows. In two steps, because 2^n may be out of range. */
function scaled(x: number, n: number): number {
  const half = n >> 1
  return x * powerOfTwo(half) * powerOfTwo(n - half)
}
