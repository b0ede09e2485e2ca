import type { SchedulerJson } from '../preset.ts'

/** Whether each boundary is after the one before it. */
export const areAscending = (boundaries: readonly number[]): boolean =>
  boundaries.every((step, index) => step > (boundaries[index - 1] ?? -1))

/** A table of values, each from its step on, the steps ascending. */
export const absoluteTable = (points: readonly (readonly [number, number])[]): SchedulerJson => ({
  type: 'TableLR',
  points: points.map(([step, value]) => [step, { value }]),
  interpolation: 'step',
})
