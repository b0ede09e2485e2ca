import { QUOTIENT_LOW, quotientParts, sumError } from './double_double.ts'
import { EXP_LOW, expParts, expSteps } from './exp_kernel.ts'
import { exponential, fixed, quotient } from './fixed_point.ts'
import { correctlyRounded, surelyRounded } from './rounding.ts'
import { powerOfTwo } from './words.ts'

/**
 * What the quick way may be off by: of its value; of x^2, as `expParts` rounds the square of what
 * it keeps of 2x; and as what it keeps is small, of that square's greatest value. To spare.
 */
const RELATIVE_ERROR = 2 ** -64
const SQUARE_ERROR = 2 ** -50
const GREATEST_SQUARE = 2 ** -18

/** The hyperbolic tangent, correctly rounded. */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -27 || Number.isNaN(x)) return x
  const value = size > 20 ? 1 : positiveTanh(size)
  return x < 0 ? -value : value
}

/** (e^2x - 1) / (e^2x + 1), for x from 2^-27 to 20. */
function positiveTanh(x: number): number {
  const steps = expSteps(2 * x)
  const scale = powerOfTwo(steps >> 7)
  const power = scale * expParts(2 * x, steps)
  const low = scale * EXP_LOW[0]!
  const above = power - 1
  const below = power + 1
  const aboveLow = sumError(power, -1, above) + low
  const high = quotientParts(above, aboveLow, below, sumError(power, 1, below) + low)
  const error = high * RELATIVE_ERROR + Math.min(x * x, GREATEST_SQUARE) * SQUARE_ERROR
  return surelyRounded(high, QUOTIENT_LOW[0]!, error) ?? slowTanh(x)
}

function slowTanh(x: number): number {
  return correctlyRounded((bits) => {
    const { value, power } = exponential(fixed(2 * x, bits), bits)
    const one = 1n << BigInt(bits)
    const square = value << BigInt(power)
    return { value: quotient(square - one, square + one, bits), exponent: -bits }
  })
}
