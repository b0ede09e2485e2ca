import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { isLeftOut, optionalSteps, rate } from '../shape/parameters.ts'
import { preset, PresetRefusal, type PresetGroup } from '../preset.ts'
import { pointsOf, Rates } from './numbered_rates.ts'

const table = (points: readonly (readonly [number, Level])[]) => ({
  type: 'TableLR',
  points,
  interpolation: 'step',
})

/** The factor of a group on its rates. */
const scaleOf = ({ values }: PresetGroup): number => values['lr_scale'] ?? 1

/** The schedules of fairseq with listed rates. */
export const FAIRSEQ_EPOCH_LISTS = [
  preset({
    name: 'fairseq/fixed',
    summary:
      'A list of rates, one for each epoch (a step of this scheduler), and a decay after it.',
    parameters: {
      lr: z.array(rate('Rate of an epoch.')).min(1).max(10_000),
      force_anneal: optionalSteps('The first epoch of the decay, counted from 1.'),
      lr_shrink: rate('Factor of each decay.').default(0.1),
    },
    example: { lr: [0.001, 0.0005, 0.0001] },
    expand: ({ lr, force_anneal, lr_shrink }, { group }) => {
      const scale = scaleOf(group)
      const listed = table(lr.map((value, epoch) => [epoch, { value: value * scale }]))
      if (isLeftOut(force_anneal)) return listed
      const begin = Math.max(force_anneal - 1, 0)
      const decays = `(epoch + ${begin + 2 - force_anneal})`
      const last = float(lr.at(-1)! * scale)
      const shrunk = setByExpression(`${last} * ${float(lr_shrink)} ** ${decays}`)
      if (begin === 0) return shrunk
      return { type: 'SequentialLR', schedulers: [listed, shrunk], milestones: [begin] }
    },
  }),
  preset({
    name: 'fairseq/manual',
    summary: 'Rates by update, or by epoch (a step of this scheduler), held until the next one.',
    parameters: {
      update2lr: Rates.meta({
        description: 'The rate from each update (the key) on; also "0-4" and "5,7,9".',
      }),
      epoch2lr: Rates.meta({ description: 'The rate from each epoch on, counted from 1.' }),
    },
    example: { update2lr: { 0: 0.001, 1000: 0.0001 } },
    expand: ({ update2lr, epoch2lr }, { group }) => {
      const given = { ...update2lr, ...epoch2lr }
      const both = !isLeftOut(update2lr) && !isLeftOut(epoch2lr)
      if (both || Object.keys(given).length === 0) {
        throw new PresetRefusal('update2lr', 'wanted rates here or in epoch2lr, and not in both')
      }
      const parameter = isLeftOut(epoch2lr) ? 'update2lr' : 'epoch2lr'
      return table(pointsOf(parameter, given, scaleOf(group)))
    },
  }),
]
