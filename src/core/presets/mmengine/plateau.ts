import { monitor, word } from '../shape/parameters.ts'
import { PLATEAU } from '../shape/plateau.ts'
import { preset } from '../preset.ts'

/** MMEngine's reduction on a plateau of a metric. */
export const MMENGINE_PLATEAU = [
  preset({
    name: 'mmengine/reduce_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving, as torch does.',
    parameters: {
      monitor,
      rule: word(['less', 'greater'], 'Whether a lower or a higher metric is better.').default(
        'less',
      ),
      factor: PLATEAU.factor,
      patience: PLATEAU.patience,
      threshold: PLATEAU.threshold,
      threshold_rule: PLATEAU.threshold_mode,
      cooldown: PLATEAU.cooldown,
      min_value: PLATEAU.min_lr,
      eps: PLATEAU.eps,
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: ({ rule, threshold_rule, min_value, ...given }) => ({
      type: 'ReduceLROnPlateau',
      ...given,
      mode: rule === 'less' ? 'min' : 'max',
      threshold_mode: threshold_rule,
      min_lr: min_value,
    }),
  }),
]
