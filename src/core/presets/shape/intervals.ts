import { z } from 'zod'
import { number } from './parameters.ts'
import { PresetRefusal, type SchedulerJson } from '../preset.ts'

/** The parameters of a schedule that has a value for each interval between boundaries. */
export const intervalParameters = (boundary: z.ZodNumber) => ({
  boundaries: z.array(boundary).min(1).max(10_000),
  values: z.array(number('Rate of an interval.')).min(2).max(10_001),
})

/** The number of intervals is the number of boundaries plus 1. */
export function refuseValueCount(boundaries: readonly number[], values: readonly number[]): void {
  if (values.length === boundaries.length + 1) return
  const wanted = `wanted one more than the ${boundaries.length} boundaries`
  throw new PresetRefusal('values', `given ${values.length}, ${wanted}`)
}

/** Whether each boundary is after the one before it. */
export const areAscending = (boundaries: readonly number[]): boolean =>
  boundaries.every((step, index) => step > (boundaries[index - 1] ?? -1))

/** A table of values, each from its step on, the steps ascending. */
export const absoluteTable = (points: readonly (readonly [number, number])[]): SchedulerJson => ({
  type: 'TableLR',
  points: points.map(([step, value]) => [step, { value }]),
  interpolation: 'step',
})
