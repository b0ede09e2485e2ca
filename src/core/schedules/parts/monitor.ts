import { z } from 'zod'
import { Name } from '../../name.ts'
import { common } from '../argument.ts'

/** The most ranks that may report one metric. */
export const MAX_REPORTERS = 1_024

const Aggregate = z.enum(['mean', 'min', 'max', 'median', 'sum']).meta({ id: 'Aggregate' })
const OnTimeout = z.enum(['use_available', 'skip', 'fail']).meta({ id: 'OnTimeout' })

/** The metric of a schedule, and its quorum. */
export const MONITOR = {
  monitor: common(Name, 'The metric it monitors, e.g. "val_loss".'),
  reporters: common(
    z.int().min(1).max(MAX_REPORTERS).optional(),
    'The number of ranks that report the metric, each by its own call; default: one report decides.',
  ),
  aggregate: common(
    Aggregate.optional(),
    'How their reports are combined, in the order of ranks; default: mean.',
  ),
  deadline: common(
    z.number().gt(0).max(86_400).optional(),
    'Seconds from the first report to the last one; default: no limit.',
  ),
  on_timeout: common(
    OnTimeout.optional(),
    'After the deadline: decide from the received reports, skip the metric, or stop; default: fail.',
  ),
}

/** What decides which reports are meant, and how they are combined: neither can change. */
export const FIXED_MONITOR_FIELDS = ['monitor', 'aggregate'] as const
