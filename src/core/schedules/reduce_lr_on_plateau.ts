import { z } from 'zod'
import { Finite, MAX_STEP, toJsonDouble } from '../number.ts'
import { argument, optional } from './argument.ts'
import { Milestone } from './duration.ts'
import { IS_BETTER, MetricMode, ThresholdMode } from './parts/is_better.ts'
import { inReportWindow } from './parts/report_window.ts'
import { stepByReports, type ReportFunction } from './parts/step_by_reports.ts'
import { MONITOR, FIXED_MONITOR_FIELDS } from './parts/monitor.ts'
import { schedule } from './schedule.ts'

const Count = z.int().min(0).max(MAX_STEP)

/** Indices of its memory. The last three are there only where a mean or a scale is. */
const [BEST, BAD, COOLDOWN, MEAN, COUNT, SCALE] = [0, 1, 2, 3, 4, 5]

/** The initial best: worse than any metric. */
const WORST = { min: Infinity, max: -Infinity }

/**
 * Multiplies by `factor` after more than `patience` reports without an improvement. A NaN is never
 * an improvement. The scheduler steps only at steps with a decided metric.
 * Source: torch.optim.lr_scheduler.ReduceLROnPlateau, in torch's order of operations. As in torch,
 * a relative threshold has the wrong sign for a negative best. Torch has no `begin`, `end` and
 * `best`; these are MMEngine's, `threshold_abs`, `accumulation_size` and `min_scale` are optax's, and
 * `ignores_in_cooldown` is Paddle's.
 */
export const ReduceLROnPlateau = schedule({
  type: 'ReduceLROnPlateau',
  summary: 'Multiplies the value by factor when a metric has stopped improving.',
  arguments: {
    ...MONITOR,
    mode: argument(MetricMode, 'Whether a lower or a higher metric is better.', {
      fallback: 'min',
    }),
    factor: argument(z.number().min(0).lt(1), 'Factor of each reduction, 0 to less than 1.', {
      fallback: 0.1,
    }),
    patience: argument(Count, 'Reports without an improvement before a reduction.', {
      fallback: 10,
    }),
    threshold: argument(Finite, 'The least improvement.', { fallback: 1e-4 }),
    threshold_mode: argument(ThresholdMode, 'Whether threshold is relative or absolute.', {
      fallback: 'rel',
    }),
    cooldown: argument(Count, 'Reports ignored after a reduction.', { fallback: 0 }),
    min_lr: argument(Finite, 'No reduction goes below this value.', { fallback: 0, list: true }),
    eps: argument(Finite, 'A reduction of at most eps is skipped.', { fallback: 1e-8 }),
    begin: optional(Milestone, 'Reports before this step of the scheduler have no effect.'),
    end: optional(Milestone, 'Reports at this step of the scheduler, or later, have no effect.'),
    best: optional(Finite, 'The best metric before any report. Default: worse than any.'),
    threshold_abs: optional(z.number().min(0), 'An absolute improvement beside a relative one.'),
    accumulation_size: optional(
      z.int().min(1).max(MAX_STEP),
      'The number of reports whose mean counts as one. Default: 1.',
    ),
    min_scale: optional(
      z.number().min(0),
      'With it, factors of the initial value are reduced in place of the value, down to this one.',
    ),
    ignores_in_cooldown: optional(
      z.boolean(),
      'Whether a report in the cooldown is ignored: it cannot become the best one.',
    ),
  },
  fixed: [...FIXED_MONITOR_FIELDS, 'best', 'accumulation_size', 'min_scale'],
  example: { type: 'ReduceLROnPlateau', monitor: 'val_loss', factor: 0.5, patience: 5 },
  rule: ({ monitor, mode, factor, patience, threshold, cooldown, min_lr, eps, ...more }) => {
    const { threshold_mode, threshold_abs, best = WORST[mode] } = more
    const { accumulation_size: size = 1, min_scale } = more
    const isScaled = min_scale !== undefined
    const isBetter = IS_BETTER[mode][threshold_mode]
    const reduced = (value: number) => {
      const lower = Math.max(value * factor, min_lr)
      return value - lower > eps ? lower : value
    }
    const act: ReportFunction = (report, value, { memory: at, base }, { values }) => {
      const metric = size === 1 ? report : accumulated(report, size, values, at)
      if (metric === undefined) return value
      const isBest = isBetter(metric, values[at + BEST]!, threshold, threshold_abs)
      if (isBest) values[at + BEST] = metric
      values[at + BAD] = isBest ? 0 : values[at + BAD]! + 1
      if (values[at + COOLDOWN]! > 0) {
        values[at + COOLDOWN]! -= 1
        values[at + BAD] = 0
      }
      if (values[at + BAD]! <= patience) return value
      values[at + COOLDOWN] = cooldown
      values[at + BAD] = 0
      if (min_scale === undefined) return reduced(value)
      return base * (values[at + SCALE] = Math.max(values[at + SCALE]! * factor, min_scale))
    }
    const step = stepByReports(monitor, more.ignores_in_cooldown ? afterCooldown(act) : act)
    return {
      ignoresInitialValue: true,
      skipTo: () => Infinity,
      recursive: true,
      memory: [best, 0, 0, ...(size > 1 || isScaled ? [0, 0] : []), ...(isScaled ? [1] : [])],
      initial: (value) => value,
      ...inReportWindow(more, step),
    }
  },
  stateDict: (given, { inherited: { last_epoch, _last_lr }, memory, byGroup }) => {
    const { mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps } = given
    return {
      factor,
      default_min_lr: byGroup.has('min_lr') ? null : min_lr,
      min_lrs: [min_lr],
      patience,
      cooldown,
      eps,
      last_epoch,
      _last_lr,
      mode_worse: toJsonDouble(WORST[mode]),
      mode,
      threshold,
      threshold_mode,
      ...(memory[BEST] === WORST[mode] ? {} : { best: toJsonDouble(memory[BEST]!) }),
      cooldown_counter: memory[COOLDOWN],
      num_bad_epochs: memory[BAD],
    }
  },
})

/** In the cooldown a report only counts it down. */
function afterCooldown(act: ReportFunction): ReportFunction {
  return (report, value, slot, context) => {
    const { values } = context
    const at = slot.memory + COOLDOWN
    if (values[at] === 0) return act(report, value, slot, context)
    values[at]! -= 1
    return value
  }
}

/** The mean of several reports, once there are as many; optax keeps a running mean of them. */
function accumulated(
  report: number,
  size: number,
  values: Float64Array,
  at: number,
): number | undefined {
  const count = values[at + COUNT]! + 1
  const mean = ((count - 1) * values[at + MEAN]! + report) / count
  values[at + MEAN] = count === size ? 0 : mean
  values[at + COUNT] = count === size ? 0 : count
  return count === size ? mean : undefined
}
