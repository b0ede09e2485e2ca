import { monitor, number, word } from '../shape/parameters.ts'
import { PLATEAU } from '../shape/plateau.ts'
import { preset } from '../preset.ts'
import { isOpen, WINDOW, windowOf } from './window.ts'

/** MMEngine's best metric before any report: no infinity. */
const WORST = { less: 1_000_000_000, greater: -1_000_000_000 }

/** MMEngine's reduction on a plateau of a metric. */
export const MMENGINE_PLATEAU = [
  preset({
    name: 'mmengine/reduce_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving in a window of steps.',
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
      min_value: number('No reduction goes below this value.').default(0),
      eps: PLATEAU.eps,
      ...WINDOW,
    },
    lists: ['min_value'],
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: ({ rule, threshold_rule, min_value, begin, end, ...given }, context) => {
      const window = windowOf({ begin, end }, context)
      return {
        type: 'ReduceLROnPlateau',
        ...given,
        mode: rule === 'less' ? 'min' : 'max',
        threshold_mode: threshold_rule,
        min_lr: min_value,
        ...(begin > 0 ? { begin } : {}),
        ...(isOpen(window) ? {} : { end: window.end }),
        best: WORST[rule],
      }
    },
  }),
]
