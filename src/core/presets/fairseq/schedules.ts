import { pow } from '../../numerics/pow.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { length, number, rate, runLength, runOf } from '../shape/parameters.ts'
import { preset } from '../preset.ts'
import { afterWarmup, LR, rateText, WARMUP } from './rate.ts'

/** The schedules of fairseq that follow the update. Its update is our step. */
export const FAIRSEQ = [
  preset({
    name: 'fairseq/inverse_sqrt',
    summary: 'Linear warmup, then decay with the inverse square root of the update.',
    parameters: {
      ...LR,
      warmup_updates: length('Updates of warmup.').default(4000),
      warmup_init_lr: WARMUP.warmup_init_lr,
    },
    example: { warmup_updates: 4000 },
    expand: (given) => {
      const peak = rateText(given)
      const then = `${peak} * ${float(pow(given.warmup_updates, 0.5))} * epoch ** -0.5`
      return setByExpression(afterWarmup(given, { to: peak, lowest: '0.0', then }))
    },
  }),
  preset({
    name: 'fairseq/polynomial_decay',
    summary: 'Linear warmup from 0, then polynomial decay.',
    parameters: {
      ...LR,
      warmup_updates: WARMUP.warmup_updates,
      end_learning_rate: rate('Rate at the end.').default(0),
      power: number('Power of the decay.').default(1),
      total_num_update: runLength('Updates of the whole schedule, warmup included.'),
    },
    example: { warmup_updates: 100, total_num_update: 1000 },
    expand: ({ warmup_updates: warmup, end_learning_rate, power, ...given }, settings) => {
      const whole = runOf('total_num_update', given.total_num_update, settings)
      const [peak, end] = [rateText(given), float(end_learning_rate)]
      const left = `(1 - (epoch - ${warmup}) / ${whole - warmup}) ** ${float(power)}`
      const decay = `${end} if epoch >= ${whole} else (${peak} - ${end}) * ${left} + ${end}`
      return setByExpression(
        warmup === 0 ? decay : `epoch / ${warmup} * ${peak} if epoch <= ${warmup} else ${decay}`,
      )
    },
  }),
]
