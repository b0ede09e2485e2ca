import { productError, sumError } from './double_double.ts'
import { EXP_LOW, expParts, expSteps } from './exp_kernel.ts'
import { exponential, fixed, quotient } from './fixed_point.ts'
import { correctlyRounded } from './rounding.ts'
import { powerOfTwo } from './words.ts'

/** The hyperbolic tangent, correctly rounded. */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -27 || Number.isNaN(x)) return x
  const value = size > 20 ? 1 : tangent(size)
  return x < 0 ? -value : value
}

function tangent(x: number): number {
  const steps = expSteps(2 * x)
  const scale = powerOfTwo(steps >> 7)
  const power = scale * expParts(2 * x, steps)
  const lost = scale * EXP_LOW[0]!
  const a1 = power - 1
  const a2 = sumError(power, -1, a1) + lost
  const b1 = power + 1
  const b2 = sumError(power, 1, b1) + lost
  const above = a1 + a2
  const below = b1 + b2
  const high = above / below
  const product = high * below
  const low = (above - product - productError(high, below, product) + (a1 - above + a2) - high * (b1 - below + b2)) / below
  const error = high * 2 ** -61
  const upper = high + (low + error)
  return upper === high + (low - error) ? upper : slowTanh(x)
}

function slowTanh(x: number): number {
  return correctlyRounded((bits) => {
    const { value, power } = exponential(fixed(2 * x, bits), bits)
    const one = 1n << BigInt(bits)
    const square = value << BigInt(power)
    return { value: quotient(square - one, square + one, bits), exponent: -bits }
  })
}
