import { below1, count, monitor, rate, share } from '../shape/parameters.ts'
import { reports } from '../shape/plateau.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** optax's reduction on a plateau of a metric: a factor of the group's own value. */
export const OPTAX_PLATEAU = [
  preset({
    name: 'optax/reduce_on_plateau',
    summary:
      'Multiplies by factor when a metric has stopped improving; fires at patience, not after it.',
    parameters: {
      monitor,
      factor: below1('Factor of each reduction.').default(0.1),
      patience: count('Reports without an improvement until a reduction.').default(10),
      rtol: share('The least improvement, relative.').default(1e-4),
      atol: rate('The least improvement, absolute, beside the relative one.').default(0),
      cooldown: reports('Reports ignored after a reduction.').default(0),
      accumulation_size: count('Reports whose mean counts as one.').default(1),
      min_scale: rate('Lowest factor of the group’s own value.').default(0),
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: ({ rtol, atol, patience, accumulation_size, ...given }) => {
      if (rtol === 0 && atol === 0) {
        throw new PresetRefusal('rtol', 'given 0, and so is atol: wanted more than 0 of one')
      }
      return {
        type: 'ReduceLROnPlateau',
        ...given,
        mode: 'min',
        patience: patience - 1,
        threshold: rtol,
        threshold_mode: 'rel',
        ...(atol > 0 ? { threshold_abs: atol } : {}),
        ...(accumulation_size > 1 ? { accumulation_size } : {}),
      }
    },
  }),
]
