import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { isLeftOut, optionalLength, rate } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'

const table = (points: readonly (readonly [number, Level])[]) => ({
  type: 'TableLR',
  points,
  interpolation: 'step',
})

const rates = z
  .record(z.string().regex(/^(0|[1-9]\d{0,14})$/, { error: 'wanted a number' }), rate('A rate.'))
  .refine((all) => Object.keys(all).length <= 10_000, { error: 'wanted at most 10000' })
  .nullable()
  .optional()

/**
 * The rates of `manual` as points; before the first point it is the group's own, or that of number
 * 1.
 */
function pointsOf(given: Readonly<Record<string, number>>, first: number) {
  const points = Object.entries(given)
    .map(([number, value]) => [Number(number) - first, { value }] as const)
    .sort(([a], [b]) => a - b)
  if (points[0]![0] === 0) return points
  const one = given['1']
  return [[0, one === undefined ? 1 : { value: one }] as const, ...points]
}

/** The schedules of fairseq with listed rates. */
export const FAIRSEQ_EPOCH_LISTS = [
  preset({
    name: 'fairseq/fixed',
    summary:
      'A list of rates, one for each epoch (a step of this scheduler), and a decay after it.',
    parameters: {
      lr: z.array(rate('Rate of an epoch.')).min(1).max(10_000),
      force_anneal: optionalLength('The first epoch of the decay, counted from 1.'),
      lr_shrink: rate('Factor of each decay.').default(0.1),
    },
    example: { lr: [0.001, 0.0005, 0.0001] },
    expand: ({ lr, force_anneal, lr_shrink }) => {
      const listed = table(lr.map((value, epoch) => [epoch, { value }]))
      if (isLeftOut(force_anneal)) return listed
      const shrunk = setByExpression(`${float(lr.at(-1)!)} * ${float(lr_shrink)} ** (epoch + 1)`)
      if (force_anneal === 1) return shrunk
      const milestones = [force_anneal - 1]
      return { type: 'SequentialLR', schedulers: [listed, shrunk], milestones }
    },
  }),
  preset({
    name: 'fairseq/manual',
    summary: 'Rates by update, or by epoch (a step of this scheduler), held until the next one.',
    parameters: {
      update2lr: rates.meta({ description: 'The rate from each update (the key) on.' }),
      epoch2lr: rates.meta({ description: 'The rate from each epoch on, counted from 1.' }),
    },
    example: { update2lr: { 0: 0.001, 1000: 0.0001 } },
    expand: ({ update2lr, epoch2lr }) => {
      const numbered = { ...update2lr, ...epoch2lr }
      const both = !isLeftOut(update2lr) && !isLeftOut(epoch2lr)
      if (both || Object.keys(numbered).length === 0) {
        throw new PresetRefusal('update2lr', 'wanted rates here or in epoch2lr, and not in both')
      }
      if (!isLeftOut(epoch2lr) && '0' in epoch2lr) {
        throw new PresetRefusal('epoch2lr', 'given epoch 0, wanted epochs counted from 1')
      }
      return table(pointsOf(numbered, isLeftOut(epoch2lr) ? 0 : 1))
    },
  }),
]
