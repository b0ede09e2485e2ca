import { monitor, rate, word } from '../shape/parameters.ts'
import { withWarmup } from '../shape/phases.ts'
import { reduction, reports } from '../shape/plateau.ts'
import { preset } from '../preset.ts'
import { WARMUP } from './schedules.ts'

/** timm's reduction on a plateau of a metric. */
export const TIMM_PLATEAU = [
  preset({
    name: 'timm/plateau',
    summary: 'Warmup, then multiplies by decay_rate when a metric has stopped improving.',
    parameters: {
      monitor,
      decay_rate: reduction('Factor of each reduction.').default(0.1),
      patience_t: reports('Reports without an improvement before a reduction.').default(10),
      threshold: rate('The least improvement, relative.').default(1e-4),
      cooldown_t: reports('Reports ignored after a reduction.').default(0),
      ...WARMUP,
      lr_min: rate('No reduction goes below this rate.').default(0),
      mode: word(['max', 'min'], 'Whether a higher or a lower metric is better.').default('max'),
    },
    example: { monitor: 'top1', decay_rate: 0.5, warmup_t: 5 },
    expand: (given) =>
      withWarmup(
        { duration: given.warmup_t, from: { value: given.warmup_lr_init }, to: 1 },
        {
          type: 'ReduceLROnPlateau',
          monitor: given.monitor,
          mode: given.mode,
          factor: given.decay_rate,
          patience: given.patience_t,
          threshold: given.threshold,
          cooldown: given.cooldown_t,
          min_lr: given.lr_min,
        },
      ),
  }),
]
