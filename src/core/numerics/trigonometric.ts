import { productError } from './double_double.ts'
import { cosine, quotient, reduced, sine } from './fixed_point.ts'
import { correctlyRounded } from './rounding.ts'
import { ANGLE_LOW, angleRest, angleSteps, GREATEST, SINE_LOW, sineParts } from './sine_kernel.ts'

const ERROR = 2 ** -65

/** Steps in a quarter of a turn. */
const QUARTER = 128

/** The sine of x radians, correctly rounded. */
export function sin(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -26) return x
  const value = sineAfter(size, 0)
  return x < 0 ? -value : value
}

/** The cosine of x radians, correctly rounded. */
export function cos(x: number): number {
  return sineAfter(Math.abs(x), 1)
}

/** sin(x + quarters * pi/2) for x >= 0 */
function sineAfter(x: number, quarters: number): number {
  if (!(x < GREATEST)) return x < Infinity ? slowSine(x, quarters) : NaN
  const steps = angleSteps(x)
  const rest = angleRest(x, steps)
  const high = sineParts(steps + quarters * QUARTER, rest, ANGLE_LOW[0]!)
  const low = SINE_LOW[0]!
  const error = Math.abs(high) * ERROR + 2 ** -120
  const above = high + (low + error)
  return above === high + (low - error) ? above : slowSine(x, quarters)
}

function slowSine(x: number, quarters: number): number {
  return correctlyRounded((bits) => {
    const { rest, multiple } = reduced(x, bits)
    return { value: sineOf(rest, multiple + BigInt(quarters), bits), exponent: -bits }
  })
}

function sineOf(rest: bigint, multiple: bigint, bits: number): bigint {
  const value = (multiple & 1n) === 0n ? sine(rest, bits) : cosine(rest, bits)
  return (multiple & 2n) === 0n ? value : -value
}

/** The tangent of x radians, correctly rounded. */
export function tan(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -27) return x
  const value = tangent(size)
  return x < 0 ? -value : value
}

function tangent(x: number): number {
  if (!(x < GREATEST)) return x < Infinity ? slowTan(x) : NaN
  const steps = angleSteps(x)
  const rest = angleRest(x, steps)
  const sine1 = sineParts(steps, rest, ANGLE_LOW[0]!)
  const sine2 = SINE_LOW[0]!
  const cosine1 = sineParts(steps + QUARTER, rest, ANGLE_LOW[0]!)
  const cosine2 = SINE_LOW[0]!
  const above = sine1 + sine2
  const below = cosine1 + cosine2
  const high = above / below
  const product = high * below
  const low = (above - product - productError(high, below, product) + (sine1 - above + sine2) - high * (cosine1 - below + cosine2)) / below
  const error = Math.abs(high) * 2 ** -63
  const upper = high + (low + error)
  return upper === high + (low - error) ? upper : slowTan(x)
}

function slowTan(x: number): number {
  return correctlyRounded((bits) => {
    const { rest, multiple } = reduced(x, 2*bits)
    const a = sineOf(rest, multiple, 2*bits), b = sineOf(rest, multiple + 1n, 2*bits)
    return { value: quotient(a, b, bits), exponent: -bits }
  })
}
