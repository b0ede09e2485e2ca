import { monitor, rate, word } from '../shape/parameters.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { reduction, reports } from '../shape/plateau.ts'
import { preset } from '../preset.ts'
import { isMarked, scaledRate, WARMUP } from './scaled.ts'

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
    lists: ['lr_min'],
    expand: (given, context) => {
      const plateau = {
        type: 'ReduceLROnPlateau',
        monitor: given.monitor,
        mode: given.mode,
        factor: given.decay_rate,
        patience: given.patience_t,
        threshold: given.threshold,
        cooldown: given.cooldown_t,
        min_lr: given.lr_min,
      }
      const scaled = scaledRate(context)
      const isScaled = scaled.factor !== 'lr_scale' || isMarked(context)
      if (given.warmup_t === 0 && !isScaled) return plateau
      // The last step of the warmup is warmup_t itself: the plateau counts from the next one.
      const { warmup_t: last, warmup_lr_init } = given
      const low = float(warmup_lr_init)
      const warmup = `(${low} + epoch * ((${scaled.base} - ${low}) / ${last})) * ${scaled.factor}`
      const first = last === 0 ? `${scaled.base} * ${scaled.factor}` : warmup
      return {
        type: 'SequentialLR',
        schedulers: [setByExpression(first), plateau],
        milestones: [last + 1],
      }
    },
  }),
]
