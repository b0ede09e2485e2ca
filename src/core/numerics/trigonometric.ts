import { QUOTIENT_LOW, quotientParts } from './double_double.ts'
import { cosine, quotient, reduced, sine } from './fixed_point.ts'
import { correctlyRounded, surelyRounded } from './rounding.ts'
import {
  ANGLE_LOW,
  angleParts,
  angleSteps,
  GREATEST_ANGLE,
  SINE_LOW,
  sineParts,
} from './sine_kernel.ts'
import { TURN } from './sine_table.ts'

/** Upper bounds of the error of `sineParts`: relative, and near its zeros. With a margin. */
const RELATIVE_ERROR = 2 ** -65
const LEAST_ERROR = 2 ** -118

/** A bound of the relative error of a quotient of two sines, if neither is near a zero. */
const QUOTIENT_ERROR = 2 ** -64

/** The sine of x radians, correctly rounded. */
export function sin(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -26) return x
  const value = sineAfter(size, 0)
  return x < 0 ? -value : value
}

/** The cosine of x radians, correctly rounded. */
export const cos = (x: number): number => sineAfter(Math.abs(x), 1)

/** The tangent of x radians, correctly rounded. */
export function tan(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -27) return x
  const value = tangent(size)
  return x < 0 ? -value : value
}

/** sin(x + quarters * pi/2) for x >= 0. */
function sineAfter(x: number, quarters: number): number {
  if (!(x < GREATEST_ANGLE)) return x < Infinity ? slowSine(x, quarters) : NaN
  const steps = angleSteps(x)
  const rest = angleParts(x, steps)
  const high = sineParts(steps + (quarters * TURN) / 4, rest, ANGLE_LOW[0]!)
  const error = Math.abs(high) * RELATIVE_ERROR + LEAST_ERROR
  return surelyRounded(high, SINE_LOW[0]!, error) ?? slowSine(x, quarters)
}

/** The tangent for x of at least 2^-27: the tangent of a smaller x rounds to x. */
function tangent(x: number): number {
  if (!(x < GREATEST_ANGLE)) return x < Infinity ? slowTangent(x) : NaN
  const steps = angleSteps(x)
  const rest = angleParts(x, steps)
  const sine1 = sineParts(steps, rest, ANGLE_LOW[0]!)
  const sine2 = SINE_LOW[0]!
  const cosine1 = sineParts(steps + TURN / 4, rest, ANGLE_LOW[0]!)
  const high = quotientParts(sine1, sine2, cosine1, SINE_LOW[0]!)
  const error = QUOTIENT_ERROR + (4 * LEAST_ERROR) / Math.abs(sine1 * cosine1)
  return surelyRounded(high, QUOTIENT_LOW[0]!, high * error) ?? slowTangent(x)
}

function slowSine(x: number, quarters: number): number {
  return correctlyRounded((bits) => {
    const { rest, multiple } = reduced(x, bits)
    return { value: sineOf(rest, multiple + BigInt(quarters), bits), exponent: -bits }
  })
}

/**
 * Every double is at least 2^-62 from a zero of the cosine: 128 more bits suffice for a quotient.
 */
function slowTangent(x: number): number {
  return correctlyRounded((bits) => {
    const more = bits + 128
    const { rest, multiple } = reduced(x, more)
    const [above, below] = [sineOf(rest, multiple, more), sineOf(rest, multiple + 1n, more)]
    return { value: quotient(above, below, bits), exponent: -bits }
  })
}

/** sin(rest + multiple * pi/2). */
function sineOf(rest: bigint, multiple: bigint, bits: number): bigint {
  const value = (multiple & 1n) === 0n ? sine(rest, bits) : cosine(rest, bits)
  return (multiple & 2n) === 0n ? value : -value
}
