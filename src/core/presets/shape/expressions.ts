import type { SchedulerJson } from '../preset.ts'

/** A number as Python writes a float, in brackets if it is negative. */
export function float(value: number): string {
  const digits = Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : `${value}`
  return value < 0 ? `(${digits})` : digits
}

/** Sets the value itself by an expression of `epoch` and `base`, the group's initial value. */
export const setByExpression = (lr: string): SchedulerJson => ({ type: 'ExpressionLR', lr })

/** Multiplies the group's initial value by an expression of `epoch`. */
export const scaleByExpression = (lr_lambda: string): SchedulerJson => ({
  type: 'LambdaLR',
  lr_lambda,
})
