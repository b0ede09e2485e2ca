import { EXP_LOW, expParts, expSteps } from './exp_kernel.ts'
import { exponential, fixed } from './fixed_point.ts'
import { correctlyRounded } from './rounding.ts'
import { powerOfTwo } from './words.ts'

/** What `expParts` may be off by, for results from 0.99 to 2.01, and to spare. */
const ERROR = 2 ** -67

/** e^x, correctly rounded. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return extremeExp(x)
  const steps = expSteps(x)
  const high = expParts(x, steps)
  const low = EXP_LOW[0]!
  const above = high + (low + ERROR)
  if (above === high + (low - ERROR)) return above * powerOfTwo(steps >> 7)
  return slowExp(x)
}

/** e^x where it may overflow or be subnormal. */
function extremeExp(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x > 710) return Infinity
  if (x < -746) return 0
  return slowExp(x)
}

function slowExp(x: number): number {
  return correctlyRounded((bits) => {
    const { value, power } = exponential(fixed(x, bits), bits)
    return { value, exponent: power - bits }
  })
}
