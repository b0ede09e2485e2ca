import { monitor, rate, word } from '../shape/parameters.ts'
import { reduction, reports } from '../shape/plateau.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The meaning of Keras' "auto". Without more information it is known for a loss only. */
function modeOf(mode: 'auto' | 'min' | 'max', monitor: string): 'min' | 'max' {
  if (mode !== 'auto') return mode
  if (monitor.replace(/^val_/, '') === 'loss') return 'min'
  throw new PresetRefusal('mode', `"auto" supports loss only, wanted min or max for "${monitor}"`)
}

/** The callback of Keras that changes the rate. */
export const KERAS_REDUCE_LR_ON_PLATEAU = [
  preset({
    name: 'keras/reduce_lr_on_plateau',
    summary:
      'Multiplies by factor when a metric has stopped improving; fires at patience, not after it. Metrics are compared in double, where Keras compares them in float32.',
    parameters: {
      monitor,
      factor: reduction('Factor of each reduction.').default(0.1),
      patience: reports('Reports without an improvement until a reduction; 0 means 1.').default(10),
      mode: word(['auto', 'min', 'max'], 'Whether a lower or a higher metric is better.').default(
        'auto',
      ),
      min_delta: rate('The least improvement, absolute.').default(0.0001),
      cooldown: reports('Reports ignored after a reduction, itself included.').default(0),
      min_lr: rate('No reduction goes below this rate.').default(0),
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: ({ monitor, factor, patience, mode, min_delta, cooldown, min_lr }) => ({
      type: 'ReduceLROnPlateau',
      monitor,
      mode: modeOf(mode, monitor),
      factor,
      patience: Math.max(patience - 1, 0),
      threshold: min_delta,
      threshold_mode: 'abs',
      cooldown: Math.max(cooldown - 1, 0),
      min_lr,
      eps: 0,
    }),
  }),
]
