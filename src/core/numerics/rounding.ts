import { powerOfTwo } from './words.ts'

/** A real number known to lie within ERROR units of value, a unit being 2^exponent. */
export interface Approximation {
  readonly value: bigint
  readonly exponent: number
}

/** What the series of fixed_point.ts may be off by, with a margin for a few sums and products. */
const ERROR = 1n << 20n

/** The precisions to try. No argument is known to need more than 180 bits. */
const PRECISIONS = [192, 384, 768]

/**
 * The double nearest to a real number that can be approximated as closely as one likes. It is
 * found once both ends of the approximation round to the same double. A number halfway between
 * two doubles would never be decided, but none of our functions gives one, as their values are
 * transcendental or doubles themselves.
 */
export function correctlyRounded(approximate: (bits: number) => Approximation): number {
  for (const bits of PRECISIONS) {
    const { value, exponent } = approximate(bits)
    const below = nearest(value - ERROR, exponent)
    if (below === nearest(value + ERROR, exponent)) return below
  }
  throw new RangeError('Cannot round: the value is as good as halfway between two doubles')
}

/** The double nearest to value * 2^exponent, ties away from zero. Subnormals too. */
export function nearest(value: bigint, exponent: number): number {
  const magnitude = value < 0n ? -value : value
  const length = magnitude.toString(2).length
  const drop = Math.max(length - 53, -1074 - exponent)
  const kept = drop > 0 ? ((magnitude >> BigInt(drop - 1)) + 1n) >> 1n : magnitude
  const rounded = scale(Number(kept), exponent + Math.max(0, drop))
  return value < 0n ? -rounded : rounded
}

/** x * 2^n for results that are doubles: in two steps, as 2^n alone may be out of range. */
function scale(x: number, n: number): number {
  const half = n >> 1
  return x * powerOfTwo(half) * powerOfTwo(n - half)
}
