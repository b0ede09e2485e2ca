import { flag, monitor, rate } from '../shape/parameters.ts'
import { withWarmup } from '../shape/phases.ts'
import { reduction, reports } from '../shape/plateau.ts'
import { preset } from '../preset.ts'
import { WARMUP } from './step.ts'

/** fairseq's reduction on a plateau of a metric. */
export const FAIRSEQ_PLATEAU = [
  preset({
    name: 'fairseq/reduce_lr_on_plateau',
    summary: 'Warmup by update, then multiplies by lr_shrink when a metric has stopped improving.',
    parameters: {
      monitor,
      lr_shrink: reduction('Factor of each reduction.').default(0.1),
      lr_threshold: rate('The least improvement, relative.').default(1e-4),
      lr_patience: reports('Reports without an improvement before a reduction.').default(0),
      maximize_best_checkpoint_metric: flag('Whether a higher metric is better.').default(false),
      ...WARMUP,
    },
    example: { monitor: 'loss', warmup_updates: 100 },
    expand: (given) =>
      withWarmup(
        { duration: given.warmup_updates, from: { value: given.warmup_init_lr ?? 0 }, to: 1 },
        {
          type: 'ReduceLROnPlateau',
          monitor: given.monitor,
          mode: given.maximize_best_checkpoint_metric ? 'max' : 'min',
          factor: given.lr_shrink,
          patience: given.lr_patience,
          threshold: given.lr_threshold,
        },
      ),
  }),
]
