import { ArgumentRefusal } from '../argument.ts'
import type { Level } from '../level.ts'
import { DEFAULT_LB, DEFAULT_UB } from './curves.ts'
import type { RampShape } from './ramp.ts'

/** The end levels of a ramp, before the base is known. */
export interface RampEnds {
  readonly from: Level
  readonly to: Level | undefined
}

/**
 * Refuses a ramp with an undefined value at some step.
 * @param path to the object of the ramp's arguments.
 * @throws {ArgumentRefusal}
 */
export function refuseRamp(
  shape: RampShape,
  duration: number,
  ends: RampEnds,
  path: readonly PropertyKey[],
): void {
  const { curve, lb = DEFAULT_LB, ub = DEFAULT_UB } = shape
  if (curve === 'exponential') refuseRatio(shape.ratio, ends, path)
  if (curve === 'logarithmic') refuseBase(shape.base, duration, path)
  if (curve === 'tanh' && lb >= ub) {
    throw new ArgumentRefusal([...path, 'lb'], `given ${lb}, wanted less than ub, ${ub}`)
  }
}

function refuseRatio(
  ratio: number | undefined,
  ends: RampEnds,
  path: readonly PropertyKey[],
): void {
  const at = [...path, 'ratio']
  if (ratio === 1)
    throw new ArgumentRefusal(at, 'given 1, wanted another ratio: 1 is a straight line')
  const { from, to } = ends
  if (ratio !== undefined || (isPositive(from) && (to === undefined || isPositive(to)))) return
  const given = `from ${JSON.stringify(from)} to ${to === undefined ? 'its scheduler' : JSON.stringify(to)}`
  throw new ArgumentRefusal(
    at,
    `given nothing, and there is no ratio ${given}: wanted a ratio, or both above 0`,
  )
}

const isPositive = (level: Level) => (typeof level === 'number' ? level : level.value) > 0

function refuseBase(
  base: number | undefined,
  duration: number,
  path: readonly PropertyKey[],
): void {
  if (base !== undefined || duration === 0 || duration > 1) return
  const message = `given nothing, which means the duration, ${duration}: wanted more than 1`
  throw new ArgumentRefusal([...path, 'base'], message)
}
