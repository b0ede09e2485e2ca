import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import {
  length,
  optionalRate,
  positive,
  rate,
  restOf,
  runLength,
  runOf,
  steps,
} from '../shape/parameters.ts'
import { levelOf, phased, withWarmup, warmup } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

const lr = optionalRate('Highest rate. Default: the group’s own.')
const WARMUP = {
  warmup_updates: steps('Updates of warmup.').default(0),
  warmup_init_lr: z
    .number()
    .meta({ description: 'Rate at the start of warmup; below 0: the default of fairseq.' })
    .default(-1),
}
const min_lr = rate('Lowest rate.').default(0)
const RUN = { max_update: runLength('Updates of the run.') }

/** The rate at the start of warmup: a value below 0 stands for another rate. */
const initOf = (warmup_init_lr: number, otherwise: number): Level => ({
  value: warmup_init_lr < 0 ? otherwise : warmup_init_lr,
})

/** The lowest rate must be at most the highest one, if this is known. */
function checkFloor(min_lr: number, lr: number | null | undefined): void {
  if (min_lr <= (lr ?? Infinity)) return
  throw new PresetRefusal('min_lr', `given ${min_lr}, wanted at most lr, ${lr}`)
}

/** The schedules of fairseq that follow the update. Its update is our step. */
export const FAIRSEQ = [
  preset({
    name: 'fairseq/inverse_sqrt',
    summary: 'Linear warmup, then decay with the inverse square root of the update.',
    parameters: {
      lr,
      warmup_updates: length('Updates of warmup.').default(4000),
      warmup_init_lr: WARMUP.warmup_init_lr,
    },
    example: { warmup_updates: 4000 },
    expand: (given) =>
      phased(warmup(given.warmup_updates, initOf(given.warmup_init_lr, 0), levelOf(given.lr, 1)), {
        curve: 'inverse_power',
        timescale: given.warmup_updates,
        power: 0.5,
      }),
  }),
  preset({
    name: 'fairseq/cosine',
    summary: 'Warmup, then cosines; both end values shrink from period to period.',
    parameters: {
      lr,
      ...WARMUP,
      min_lr,
      t_mult: positive('The factor on the length from one period to the next.').default(1),
      lr_period_updates: z
        .number()
        .meta({
          description: 'Length of the first period; if not above 0: the rest of the run.',
          unit: 'steps',
        })
        .default(-1),
      lr_shrink: rate('Factor on both ends after each period.').default(0.1),
      ...RUN,
    },
    example: { lr_period_updates: 1000, min_lr: 1e-6, lr_shrink: 0.5 },
    expand: (given, settings) => {
      checkFloor(given.min_lr, given.lr)
      const { warmup_updates, lr_period_updates } = given
      const peak = levelOf(given.lr, 1)
      const left = () =>
        restOf('warmup_updates', warmup_updates, runOf('max_update', given.max_update, settings))
      const period = lr_period_updates > 0 ? lr_period_updates : left()
      const to = { value: given.min_lr }
      const scheduler = phased({ curve: 'cosine', from: peak, to, duration: period })
      const from = initOf(given.warmup_init_lr, given.min_lr)
      return withWarmup(
        { duration: warmup_updates, from, to: peak },
        {
          type: 'RepeatLR',
          period,
          period_mult: given.t_mult,
          gamma: given.lr_shrink,
          scheduler,
        },
      )
    },
  }),
  preset({
    name: 'fairseq/polynomial_decay',
    summary: 'Linear warmup from 0, then polynomial decay.',
    parameters: {
      lr,
      warmup_updates: WARMUP.warmup_updates,
      end_learning_rate: rate('Rate at the end.').default(0),
      power: positive('Power of the decay.').default(1),
      total_num_update: runLength('Updates of the whole schedule, warmup included.'),
    },
    example: { warmup_updates: 100, total_num_update: 1000 },
    expand: ({ lr, warmup_updates, end_learning_rate, power, total_num_update }, settings) => {
      const whole = runOf('total_num_update', total_num_update, settings)
      const duration = restOf('warmup_updates', warmup_updates, whole)
      const peak = levelOf(lr, 1)
      const to = { value: end_learning_rate }
      return phased(warmup(warmup_updates, 0, peak), {
        curve: 'linear',
        from: peak,
        to,
        duration,
        power,
      })
    },
  }),
]
