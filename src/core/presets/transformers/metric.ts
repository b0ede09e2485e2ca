import { z } from 'zod'
import { setByExpression } from '../shape/expressions.ts'
import { below1, flag, monitor, positive, rate, word } from '../shape/parameters.ts'
import { PLATEAU, reports } from '../shape/plateau.ts'
import { preset } from '../preset.ts'

const GREEDY = {
  monitor,
  mode: word(['min', 'max'], 'Whether a lower or a higher metric is better.').default('min'),
  factor: below1('Factor of a reduction, divisor of an increase; less than 1.').default(0.95),
  patience: reports('Consecutive reports of one kind without a change.').default(10),
  threshold: rate('The least improvement.').default(1e-6),
  threshold_mode: word(['rel', 'abs'], 'Whether threshold is relative or absolute.').default('abs'),
  cooldown: reports('Reports ignored after a reduction.').default(0),
  warmup: reports('Reports ignored after an increase.').default(0),
  min_lr: rate(
    'Lowest rate. Above the group’s own, as the default often is, it is never reduced.',
  ).default(1e-3),
  max_lr: positive('Highest rate.').default(1),
  eps: rate('A change of at most eps is skipped.').default(1e-8),
  smooth: flag('Whether it uses a moving average of the metric.').default(false),
  window_size: z
    .int()
    .min(1)
    .max(1000)
    .meta({ description: 'Reports in that average.' })
    .default(50),
  reset_start: reports('Reductions at min_lr until the state is reset.').default(500),
}

/** The schedules of transformers that depend on a metric, or are not in `get_scheduler`. */
export const TRANSFORMERS_METRIC = [
  preset({
    name: 'hf/reduce_lr_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving, as torch does.',
    parameters: PLATEAU,
    lists: ['min_lr'],
    example: { monitor: 'eval_loss', factor: 0.5, patience: 5 },
    expand: (given) => ({ type: 'ReduceLROnPlateau', ...given }),
  }),
  preset({
    name: 'hf/greedy',
    summary:
      'Increases the rate while a metric improves, and decreases it while the metric does not. Each group is reset by itself after reset_start reductions at min_lr, where transformers resets all groups together once all are at it.',
    parameters: GREEDY,
    lists: ['min_lr', 'max_lr'],
    example: { monitor: 'eval_loss', min_lr: 1e-6, max_lr: 1e-4 },
    expand: (given) => ({ type: 'GreedyLR', ...given }),
  }),
  preset({
    name: 'hf/adafactor',
    summary: 'The relative step of Adafactor, before the scaling by the parameters.',
    parameters: { warmup_init: flag('Whether the rate begins at 1e-6.').default(false) },
    example: { warmup_init: true },
    expand: ({ warmup_init }) => {
      const most = warmup_init ? '1e-06 * (epoch + 1)' : '0.01'
      return setByExpression(`min(${most}, 1 / sqrt(epoch + 1))`)
    },
  }),
]
