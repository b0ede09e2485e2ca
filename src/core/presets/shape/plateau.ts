import { z } from 'zod'
import { monitor, rate, word } from './parameters.ts'

/** A number of reports of a metric. */
export const reports = (description: string) => z.int().min(0).max(1_000_000).meta({ description })

/** The factor of a reduction. */
export const reduction = (description: string) => z.number().min(0).lt(1).meta({ description })

/** The parameters of torch's ReduceLROnPlateau, which several libraries pass on as they are. */
export const PLATEAU = {
  monitor,
  mode: word(['min', 'max'], 'Whether less or more is better.').default('min'),
  factor: reduction('Factor of each reduction.').default(0.1),
  patience: reports('Reports without improvement that are forgiven.').default(10),
  threshold: rate('How much better counts.').default(1e-4),
  threshold_mode: word(['rel', 'abs'], 'Threshold as a share or a difference.').default('rel'),
  cooldown: reports('Reports after a reduction that do not count.').default(0),
  min_lr: rate('The value is not reduced below this.').default(0),
  eps: rate('A reduction by no more than this is not made.').default(1e-8),
}
