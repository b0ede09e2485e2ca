import { z } from 'zod'
import { setByExpression } from '../shape/expressions.ts'
import { below1, flag, monitor, positive, rate, word } from '../shape/parameters.ts'
import { PLATEAU, reports } from '../shape/plateau.ts'
import { preset } from '../preset.ts'

const GREEDY = {
  monitor,
  mode: word(['min', 'max'], 'Whether less or more is better.').default('min'),
  factor: below1('Down it is times this, up divided by it; less than 1.').default(0.95),
  patience: reports('Reports of one kind in a row that change nothing.').default(10),
  threshold: rate('How much better counts.').default(1e-6),
  threshold_mode: word(['rel', 'abs'], 'Threshold as a share or a difference.').default('abs'),
  cooldown: reports('Reports after a reduction that do not count.').default(0),
  warmup: reports('Reports after an increase that do not count.').default(0),
  min_lr: rate('Lowest rate; required, since the library’s 0.001 is above many a run’s rate.'),
  max_lr: positive('Highest rate; required.'),
  eps: rate('A change by no more than this is not made.').default(1e-8),
  smooth: flag('Whether it uses a moving average of the metric.').default(false),
  window_size: z
    .int()
    .min(1)
    .max(1000)
    .meta({ description: 'Reports in that average.' })
    .default(50),
  reset_start: reports('Reductions at the floor before it starts over.').default(500),
}

/** The schedules of transformers that do not follow the step alone, or not under its scheduler. */
export const TRANSFORMERS_METRIC = [
  preset({
    name: 'hf/reduce_lr_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving, as torch does.',
    parameters: PLATEAU,
    example: { monitor: 'eval_loss', factor: 0.5, patience: 5 },
    expand: (given) => ({ type: 'ReduceLROnPlateau', ...given }),
  }),
  preset({
    name: 'hf/greedy',
    summary: 'Raises the rate while a metric improves and lowers it while it does not.',
    parameters: GREEDY,
    example: { monitor: 'eval_loss', min_lr: 1e-6, max_lr: 1e-4 },
    expand: (given) => ({ type: 'GreedyLR', ...given }),
  }),
  preset({
    name: 'hf/adafactor',
    summary: 'The relative step of Adafactor, before the scale of the parameters.',
    parameters: { warmup_init: flag('Whether it begins at 1e-6.').default(false) },
    example: { warmup_init: true },
    expand: ({ warmup_init }) => {
      const most = warmup_init ? '1e-06 * (epoch + 1)' : '0.01'
      return setByExpression(`min(${most}, 1 / sqrt(epoch + 1))`)
    },
  }),
]
