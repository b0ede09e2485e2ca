import { powerOfTwo } from '../numerics/words.ts'

/** n / d for d > 0 and n >= 0, rounded half to even to an int. */
export function nearest(n: bigint, d: bigint): bigint {
  const floor = n / d
  const twice = 2n * (n % d)
  return twice > d || (twice === d && floor % 2n === 1n) ? floor + 1n : floor
}

/** The number of bits of a non-negative int. */
export const bits = (n: bigint) => BigInt(n.toString(2).length)

/** The bits of a double's mantissa, and the exponent of the smallest double. */
const PRECISION = 53n
const SMALLEST = -1074n

/** n / d for d > 0 and n >= 0 as a double, rounded once, even if n or d is not a double. */
export function quotient(n: bigint, d: bigint): number {
  const exponent = bits(n) - bits(d) - PRECISION
  return quotientAt(n, d, exponent < SMALLEST ? SMALLEST : exponent)
}

/** n / d in multiples of 2^exponent. The estimate of the exponent may be too small by one. */
function quotientAt(n: bigint, d: bigint, exponent: bigint): number {
  const mantissa = exponent < 0n ? nearest(n << -exponent, d) : nearest(n, d << exponent)
  if (mantissa > 2n ** PRECISION) return quotientAt(n, d, exponent + 1n)
  return scale(mantissa, Number(exponent))
}

/** n * 2^exponent. Two factors keep 2^exponent itself in range. */
function scale(n: bigint, exponent: number): number {
  const half = Math.trunc(exponent / 2)
  return Number(n) * powerOfTwo(half) * powerOfTwo(exponent - half)
}
