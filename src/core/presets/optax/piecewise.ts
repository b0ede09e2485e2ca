import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import { number, rate, word } from '../shape/parameters.ts'
import { inPieces } from '../shape/pieces.ts'
import { interpolated } from './interpolate.ts'
import { preset, type SchedulerJson } from '../preset.ts'

const init_value = number('Value at the start.')
const boundaries_and_scales = z
  .record(z.string().regex(/^(0|[1-9]\d{0,14})$/, { error: 'wanted a step' }), rate('A factor.'))
  .refine((scales) => Object.keys(scales).length <= 10_000, { error: 'wanted at most 10000' })
  .nullable()
  .meta({ description: 'The factor on the value at each step (the key).' })

type Point = readonly [step: number, level: Level]

/** The value after each boundary: every scale multiplies the previous value. */
function pointsOf(init: number, scales: Readonly<Record<string, number>> | null): Point[] {
  const ascending = Object.entries(scales ?? {}).sort(([a], [b]) => Number(a) - Number(b))
  let current = init
  const points = ascending.map(([step, scale]): Point => {
    current *= scale
    return [Number(step), { value: current }]
  })
  return points[0]?.[0] === 0 ? points : [[0, { value: init }], ...points]
}

const table = (points: readonly Point[], interpolation: string): SchedulerJson => ({
  type: 'TableLR',
  points,
  interpolation,
})

/** The most points with an expression of their own; the values of a table may differ in the last bit. */
const MOST_EXPRESSIONS = 5_000

/** The piecewise schedules of optax. */
export const OPTAX_PIECEWISE = [
  preset({
    name: 'optax/piecewise_constant',
    summary: 'Multiplies by a scale at each boundary.',
    parameters: { init_value, boundaries_and_scales: boundaries_and_scales.default(null) },
    example: { init_value: 1, boundaries_and_scales: { 100: 0.1, 200: 0.5 } },
    expand: ({ init_value, boundaries_and_scales }) =>
      table(pointsOf(init_value, boundaries_and_scales), 'step'),
  }),
  preset({
    name: 'optax/piecewise_interpolate',
    summary: 'Interpolates from scale to scale along lines or cosines.',
    parameters: {
      interpolate_type: word(['linear', 'cosine'], 'The curve.'),
      init_value,
      boundaries_and_scales: boundaries_and_scales.default(null),
    },
    example: {
      interpolate_type: 'linear',
      init_value: 1,
      boundaries_and_scales: { 100: 0.1, 200: 0.5 },
    },
    expand: ({ interpolate_type, init_value, boundaries_and_scales }) => {
      const scales = Object.entries(boundaries_and_scales ?? {})
      if (scales.length > MOST_EXPRESSIONS) {
        return table(pointsOf(init_value, boundaries_and_scales), interpolate_type)
      }
      const byStep = new Map(scales.map(([step, scale]) => [Number(step), scale]))
      return inPieces(interpolated(interpolate_type, init_value, byStep))
    },
  }),
]
