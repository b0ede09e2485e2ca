import { rate } from '../shape/parameters.ts'
import { PLATEAU } from '../shape/plateau.ts'
import { preset } from '../preset.ts'

/** Ignite's reduction on a plateau of a metric. */
export const IGNITE_PLATEAU = [
  preset({
    name: 'ignite/reduce_lr_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving, as torch does.',
    parameters: {
      ...PLATEAU,
      min_lr: rate(
        'No reduction of the optimizer’s first group goes below this, if groups names it. Ignite has 0 for all others.',
      ).default(0),
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: ({ min_lr, ...given }, context) => ({
      type: 'ReduceLROnPlateau',
      ...given,
      min_lr: context.namesGroups && context.group.isFirst ? min_lr : 0,
    }),
  }),
]
