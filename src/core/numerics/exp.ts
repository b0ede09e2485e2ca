import { EXP_LOW, expParts, expSteps } from './exp_kernel.ts'
import { exponential, fixed } from './fixed_point.ts'
import { correctlyRounded, surelyRounded } from './rounding.ts'
import { powerOfTwo } from './words.ts'

/** An upper bound of the error of `expParts`, with a margin. */
const ERROR = 2 ** -66

/** e^x, correctly rounded. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return extremeExp(x)
  const steps = expSteps(x)
  const high = expParts(x, steps)
  const power = surelyRounded(high, EXP_LOW[0]!, ERROR)
  return power === undefined ? slowExp(x) : power * powerOfTwo(steps >> 7)
}

/** e^x for results that may overflow or be subnormal. */
function extremeExp(x: number): number {
  if (x > 710) return Infinity
  if (x < -746) return 0
  return Number.isNaN(x) ? x : slowExp(x)
}

function slowExp(x: number): number {
  return correctlyRounded((bits) => {
    const { value, power } = exponential(fixed(x, bits), bits)
    return { value, exponent: power - bits }
  })
}
