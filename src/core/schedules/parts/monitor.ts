import { z } from 'zod'
import { Name } from '../../name.ts'
import { common } from '../argument.ts'

/** How many ranks may report one metric. */
export const MAX_REPORTERS = 1_024

/** The metric that a schedule goes by, and who decides on it. */
export const MONITOR = {
  monitor: common(Name, 'The metric it monitors, e.g. "val_loss".'),
  reporters: common(
    z.int().min(1).max(MAX_REPORTERS).optional(),
    'How many ranks report the metric, each by its own call; left out, one decides for all.',
  ),
  aggregate: common(
    z.enum(['mean', 'min', 'max', 'median', 'sum']).optional(),
    'How their reports are combined, in the order of ranks; mean if left out.',
  ),
  deadline: common(
    z.number().gt(0).max(86_400).optional(),
    'Seconds from the first report within which the others must arrive; left out, there is no limit.',
  ),
  on_timeout: common(
    z.enum(['use_available', 'skip', 'fail']).optional(),
    'After the deadline: decide from the reports received, do without the metric, or stop; fail if left out.',
  ),
}
