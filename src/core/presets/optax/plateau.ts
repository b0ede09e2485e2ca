import { below1, count, monitor, only, rate, share } from '../shape/parameters.ts'
import { reports } from '../shape/plateau.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** optax's reduction on a plateau of a metric. */
export const OPTAX_PLATEAU = [
  preset({
    name: 'optax/reduce_on_plateau',
    summary: 'Times factor when a metric has stopped improving; fires at patience, not after it.',
    parameters: {
      monitor,
      factor: below1('Factor of each reduction.').default(0.1),
      patience: count('Reports without improvement up to a reduction.').default(10),
      rtol: share('How much better counts, as a share.').default(1e-4),
      atol: rate('How much better counts, as a difference. Either this or rtol.').default(0),
      cooldown: reports('Reports after a reduction that do not count.').default(0),
      accumulation_size: only(1, 'Reports that are averaged first: report the mean.'),
      min_scale: share('Lowest factor of the group’s own value.').default(0),
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: (given) => {
      if (given.rtol > 0 === given.atol > 0) {
        const detail = `given ${given.atol} beside an rtol of ${given.rtol}, wanted one of the two`
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
