import { z } from 'zod'
import { monitor, rate, word } from './parameters.ts'

/** A number of reports of a metric. */
export const reports = (description: string) => z.int().min(0).max(1_000_000).meta({ description })

/** The factor of a reduction. */
export const reduction = (description: string) => z.number().min(0).lt(1).meta({ description })

/** The parameters of torch's ReduceLROnPlateau, unchanged in several libraries. */
export const PLATEAU = {
  monitor,
  mode: word(['min', 'max'], 'Whether a lower or a higher metric is better.').default('min'),
  factor: reduction('Factor of each reduction.').default(0.1),
  patience: reports('Reports without an improvement before a reduction.').default(10),
  threshold: rate('The least improvement.').default(1e-4),
  threshold_mode: word(['rel', 'abs'], 'Whether threshold is relative or absolute.').default('rel'),
  cooldown: reports('Reports ignored after a reduction.').default(0),
  min_lr: rate('No reduction goes below this value.').default(0),
  eps: rate('A reduction of at most eps is skipped.').default(1e-8),
}
