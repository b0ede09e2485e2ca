import { CONSTANTS } from './functions.ts'
import { constant, shapeOf, type Shape } from './shape.ts'
import { GROUP_FACTORS } from './variables.ts'

/** Some epochs, and the values that do not depend on them. */
export interface EpochRange {
  readonly from: number
  readonly to: number
  readonly base: number
  readonly base_lr: number
  readonly total_steps: number | undefined
  readonly lr_scale?: number
  readonly lr_mult?: number
  readonly wd_mult?: number
}

export type ShapeFunction = (range: EpochRange) => Shape

/** Thrown for what has no shape here. */
export class NoShape extends Error {}

/** A value that does not depend on the epoch. */
export function fixed(value: number): ShapeFunction {
  const shape = constant(value)
  return () => shape
}

/** The shape of a variable or a constant. */
export function named(name: string): ShapeFunction {
  if (name === 'epoch' || name === 'step') return ({ from, to }) => shapeOf(from, to, 1)
  if (name === 'base' || name === 'base_lr') return (range) => constant(range[name])
  if (name === 'total_steps') return ({ total_steps }) => constant(total_steps ?? NaN)
  const factor = GROUP_FACTORS.find((each) => each === name)
  if (factor) return (range) => constant(range[factor] ?? NaN)
  const value = CONSTANTS.get(name)
  if (value === undefined) throw new NoShape()
  return fixed(value)
}
