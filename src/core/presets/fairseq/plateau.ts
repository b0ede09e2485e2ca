import { float, setByExpression } from '../shape/expressions.ts'
import { flag, isLeftOut, monitor, rate } from '../shape/parameters.ts'
import { reduction, reports } from '../shape/plateau.ts'
import { preset } from '../preset.ts'
import { LR, rateText, rise, WARMUP } from './rate.ts'

/** fairseq's reduction on a plateau of a metric. */
export const FAIRSEQ_PLATEAU = [
  preset({
    name: 'fairseq/reduce_lr_on_plateau',
    summary: 'Warmup by update, then multiplies by lr_shrink when a metric has stopped improving.',
    parameters: {
      monitor,
      ...LR,
      lr_shrink: reduction('Factor of each reduction.').default(0.1),
      lr_threshold: rate('The least improvement, relative.').default(1e-4),
      lr_patience: reports('Reports without an improvement before a reduction.').default(0),
      maximize_best_checkpoint_metric: flag('Whether a higher metric is better.').default(false),
      ...WARMUP,
    },
    example: { monitor: 'loss', warmup_updates: 100 },
    expand: (given, { groups }) => {
      const { warmup_updates: last, warmup_init_lr: first } = given
      const plateau = {
        type: 'ReduceLROnPlateau',
        monitor: given.monitor,
        mode: given.maximize_best_checkpoint_metric ? 'max' : 'min',
        factor: given.lr_shrink,
        patience: given.lr_patience,
        threshold: given.lr_threshold,
      }
      const isOwnRate =
        isLeftOut(given.lr) && groups.every(({ values }) => (values['lr_scale'] ?? 1) === 1)
      if (last === 0 && isOwnRate) return plateau
      // The last step of the warmup is warmup_updates itself: metrics count from the next one on.
      const peak = rateText(given)
      const low = isLeftOut(first) || first < 0 ? '0.0' : float(first)
      return {
        type: 'SequentialLR',
        schedulers: [setByExpression(last === 0 ? peak : rise(low, peak, last)), plateau],
        milestones: [last + 1],
      }
    },
  }),
]
