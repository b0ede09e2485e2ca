import { pow } from '../../numerics/pow.ts'
import { UndefinedValue } from '../rule.ts'
import { exponential, remainingOf, type Curve } from './curves.ts'
import { memoizeLast } from './memoize_last.ts'

/** The progress at step s of n. `endpoints` selects the steps with the progress 0 and 1. */
const PROGRESS = {
  start: (step: number, n: number) => step / n,
  end: (step: number, n: number) => (step + 1) / n,
  both: (step: number, n: number) => (n > 1 ? step / (n - 1) : 1),
  neither: (step: number, n: number) => (step + 1) / (n + 1),
}

export const ENDPOINTS = ['start', 'end', 'both', 'neither'] as const

/** A curve, and the parameters of a ramp along it. */
export interface RampShape extends Curve {
  /** The curve receives the progress p as p ** k. */
  readonly k: number
  /** The exponent of the remaining share. */
  readonly power: number
  readonly endpoints: (typeof ENDPOINTS)[number]
}

/** The value at a step of a ramp, fractions included, given the values at its two ends. */
export type Ramp = (step: number, from: number, to: number) => number

/**
 * A ramp of `duration` steps, more than 0: `to + (from - to) * r ** power`, where r is the
 * remaining share of the curve at p ** k. At the progress 1 the value is `to`.
 */
export function rampOf(shape: RampShape, duration: number): Ramp {
  const { k, power, endpoints } = shape
  const progressAt = (step: number) => {
    const progress = PROGRESS[endpoints](step, duration)
    if (progress >= 1) return 1
    return k === 1 ? progress : pow(progress, k)
  }
  if (shape.curve === 'exponential' && shape.ratio === undefined)
    return geometric(progressAt, power)
  const remaining = remainingOf(shape, duration)
  const share = memoizeLast((step) => {
    const q = progressAt(step)
    return q === 1 ? 0 : raisedTo(remaining(q), power)
  })
  return (step, from, to) => interpolate(from, to, share(step))
}

const raisedTo = (remaining: number, power: number) =>
  power === 1 ? remaining : pow(remaining, power)

/** The value at a remaining share of the change from `from` to `to`, exact at both ends. */
export const interpolate = (from: number, to: number, remaining: number): number =>
  remaining === 1 ? from : to + (from - to) * remaining

/** An exponential with the ratio of its end values: each step multiplies by the same factor. */
function geometric(progressAt: (step: number) => number, power: number): Ramp {
  const q = memoizeLast(progressAt)
  return (step, from, to) => {
    if (from === to || q(step) === 1) return to
    const ratio = to / from
    if (!(ratio > 0)) {
      throw new UndefinedValue(
        `has no ratio from ${from} to ${to}, wanted both above 0, or a ratio`,
      )
    }
    if (power === 1) return from * pow(ratio, q(step))
    return interpolate(from, to, pow(exponential(ratio)(q(step)), power))
  }
}
