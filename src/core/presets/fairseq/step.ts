import { float, setByExpression } from '../shape/expressions.ts'
import { length, number, rate } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { afterWarmup, LR, rateOf, rateText, WARMUP } from './rate.ts'

/** The steps of fairseq. */
export const FAIRSEQ_STEP = [
  preset({
    name: 'fairseq/step',
    summary:
      'Warmup, then multiplies by lr_decay every lr_deacy_period (sic) updates, down to min_lr.',
    parameters: {
      ...LR,
      ...WARMUP,
      min_lr: rate('Lowest rate after the warmup, below the rate of every group.').default(0),
      lr_deacy_period: length('Updates between decays.').default(25_000),
      lr_decay: number('Factor of each decay, at most 1.').max(1).default(0.5),
    },
    example: { lr_deacy_period: 1000, min_lr: 1e-6 },
    expand: ({ min_lr, lr_deacy_period, lr_decay, ...given }, { group }) => {
      const own = rateOf(given, group)
      if (min_lr >= own) {
        const detail = `given ${min_lr}, wanted less than the rate of group "${group.name}", ${own}`
        throw new PresetRefusal('min_lr', detail)
      }
      const [peak, least] = [rateText(given), float(min_lr)]
      const { warmup_updates: warmup } = given
      const time = warmup === 0 ? 'epoch' : `(epoch - ${warmup})`
      const decayed = `${peak} * ${float(lr_decay)} ** (${time} // ${lr_deacy_period})`
      const then = `max(${decayed}, ${least})`
      return setByExpression(afterWarmup(given, { to: peak, lowest: least, then }))
    },
  }),
]
