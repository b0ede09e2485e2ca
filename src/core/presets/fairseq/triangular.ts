import { z } from 'zod'
import { MAX_STEP } from '../../number.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { flag, optionalRate, rate } from '../shape/parameters.ts'
import { levelOf, phased, warmup } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The triangles of fairseq. */
export const FAIRSEQ_TRIANGULAR = [
  preset({
    name: 'fairseq/triangular',
    summary: 'Triangles without end from lr to max_lr, which shrinks.',
    parameters: {
      lr: optionalRate('Lowest rate. Default: the group’s own.'),
      max_lr: rate('Highest rate.'),
      lr_period_updates: z
        .int()
        .min(2)
        .max(MAX_STEP)
        .meta({ description: 'Updates of a triangle, truncated to an even number.', unit: 'steps' })
        .default(5000),
      lr_shrink: rate('Factor on max_lr after each triangle.').default(0.1),
      shrink_min: flag('Whether lr shrinks too.').default(false),
    },
    example: { max_lr: 0.001, lr_period_updates: 1000 },
    expand: ({ lr, max_lr, lr_period_updates, lr_shrink, shrink_min }) => {
      const half = Math.floor(lr_period_updates / 2)
      if (max_lr <= (lr ?? -Infinity)) {
        throw new PresetRefusal('max_lr', `given ${max_lr}, wanted more than lr, ${lr}`)
      }
      if (!shrink_min && lr_shrink !== 1) {
        const low = typeof lr === 'number' ? float(lr) : 'base'
        const high = `${float(max_lr)} * ${float(lr_shrink)} ** (epoch // ${2 * half})`
        const share = `(1 - abs(epoch % ${2 * half} / ${half} - 1))`
        return setByExpression(`${low} + (${high} - ${low}) * ${share}`)
      }
      const low = levelOf(lr, 1)
      const down = { curve: 'linear', to: low, duration: half }
      const scheduler = phased(warmup(half, low, { value: max_lr }), down)
      return { type: 'RepeatLR', period: 2 * half, gamma: lr_shrink, scheduler }
    },
  }),
]
