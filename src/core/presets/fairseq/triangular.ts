import { float, setByExpression } from '../shape/expressions.ts'
import { flag, positive, rate } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { LR, rateOf, rateText } from './rate.ts'

/** The triangles of fairseq. */
export const FAIRSEQ_TRIANGULAR = [
  preset({
    name: 'fairseq/triangular',
    summary: 'Triangles without end from lr to max_lr, which shrinks.',
    parameters: {
      ...LR,
      max_lr: rate('Highest rate, above the rate of every group.'),
      lr_period_updates: positive('Updates of a triangle, truncated to an even number.')
        .meta({ unit: 'steps' })
        .default(5000),
      lr_shrink: rate('Factor on max_lr after each triangle.').default(0.1),
      shrink_min: flag('Whether lr shrinks too.').default(false),
    },
    example: { lr: 0.0001, max_lr: 0.001, lr_period_updates: 1000 },
    expand: ({ max_lr, lr_period_updates, lr_shrink, shrink_min, ...given }, { group }) => {
      const half = Math.floor(lr_period_updates / 2)
      if (half === 0) {
        const detail = `given ${lr_period_updates}, wanted at least two steps`
        throw new PresetRefusal('lr_period_updates', detail)
      }
      const own = rateOf(given, group)
      if (max_lr <= own) {
        const detail = `given ${max_lr}, wanted more than the rate of group "${group.name}", ${own}`
        throw new PresetRefusal('max_lr', detail)
      }
      const past = `floor(epoch / ${2 * half})`
      const shrunk = `${float(lr_shrink)} ** ${past}`
      const low = shrink_min ? `${rateText(given)} * ${shrunk}` : rateText(given)
      const share = `max(0, 1 - abs(epoch / ${half} - 2 * (${past} + 1) + 1))`
      return setByExpression(`${low} + (${float(max_lr)} * ${shrunk} - ${low}) * ${share}`)
    },
  }),
]
