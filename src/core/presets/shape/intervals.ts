import { z } from 'zod'
import { rate } from './parameters.ts'
import { PresetRefusal } from '../preset.ts'

/** The parameters of a schedule that has a value for each interval between boundaries. */
export const intervalParameters = (boundary: z.ZodNumber) => ({
  boundaries: z.array(boundary).min(1).max(10_000),
  values: z.array(rate('Rate of an interval.')).min(2).max(10_001),
})

/** The number of intervals is the number of boundaries plus 1. */
export function refuseValueCount(boundaries: readonly number[], values: readonly number[]): void {
  if (values.length === boundaries.length + 1) return
  const wanted = `wanted one more than the ${boundaries.length} boundaries`
  throw new PresetRefusal('values', `given ${values.length}, ${wanted}`)
}
