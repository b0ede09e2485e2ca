import { below1, count, monitor, only, rate, share } from '../shape/parameters.ts'
import { reports } from '../shape/plateau.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** optax's reduction on a plateau of a metric. */
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
      atol: rate('The least improvement, absolute. Either this or rtol.').default(0),
      cooldown: reports('Reports ignored after a reduction.').default(0),
      accumulation_size: only(1, 'Reports in an average; only 1: report the mean instead.'),
      min_scale: share('Lowest factor of the group’s own value.').default(0),
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: (given) => {
      if (given.rtol > 0 === given.atol > 0) {
        const detail = `given ${given.atol} with an rtol of ${given.rtol}, wanted one of the two`
        throw new PresetRefusal('atol', detail)
      }
      return {
        type: 'ReduceLROnPlateau',
        monitor: given.monitor,
        mode: 'min',
        factor: given.factor,
        patience: given.patience - 1,
        threshold: given.rtol || given.atol,
        threshold_mode: given.rtol > 0 ? 'rel' : 'abs',
        cooldown: given.cooldown,
        eps: 0,
        ...(given.min_scale > 0 ? { min: given.min_scale } : {}),
      }
    },
  }),
]
