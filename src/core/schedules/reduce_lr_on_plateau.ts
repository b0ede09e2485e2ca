import { z } from 'zod'
import { Finite, MAX_STEP, toJsonDouble } from '../number.ts'
import { argument } from './argument.ts'
import { IS_BETTER } from './parts/is_better.ts'
import { stepByReports } from './parts/step_by_reports.ts'
import { MONITOR } from './parts/monitor.ts'
import { schedule } from './schedule.ts'

const Count = z.int().min(0).max(MAX_STEP)

/** Where in its memory a plateau keeps what. */
const [BEST, BAD, COOLDOWN] = [0, 1, 2]

/** Worse than anything. */
const WORST = { min: Infinity, max: -Infinity }

/**
 * Multiplies by `factor` once the metric has not become better for more than `patience` reports. A
 * NaN is never better. It steps where the metric is decided, and nowhere else.
 * Source: torch.optim.lr_scheduler.ReduceLROnPlateau, in torch's order of operations. As in torch,
 * a relative threshold looks at the wrong side of a negative best.
 */
export const ReduceLROnPlateau = schedule({
  type: 'ReduceLROnPlateau',
  summary: 'Multiplies the value by factor when a metric has stopped improving.',
  arguments: {
    ...MONITOR,
    mode: argument(z.enum(['min', 'max']), 'Whether less or more is better.', { fallback: 'min' }),
    factor: argument(z.number().min(0).lt(1), 'Factor of each reduction, 0 to less than 1.', {
      fallback: 0.1,
    }),
    patience: argument(Count, 'Reports without improvement that are forgiven.', { fallback: 10 }),
    threshold: argument(Finite, 'How much better counts.', { fallback: 1e-4 }),
    threshold_mode: argument(z.enum(['rel', 'abs']), 'Threshold as a share or a difference.', {
      fallback: 'rel',
    }),
    cooldown: argument(Count, 'Reports after a reduction that do not count.', { fallback: 0 }),
    min_lr: argument(Finite, 'The value is not reduced below this.', { fallback: 0, list: true }),
    eps: argument(Finite, 'A reduction by no more than this is not made.', { fallback: 1e-8 }),
  },
  example: { type: 'ReduceLROnPlateau', monitor: 'val_loss', factor: 0.5, patience: 5 },
  rule: ({ monitor, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps }) => {
    const isBetter = IS_BETTER[mode][threshold_mode]
    const reduced = (value: number) => {
      const lower = Math.max(value * factor, min_lr)
      return value - lower > eps ? lower : value
    }
    return {
      ignoresInitialValue: true,
      memory: [WORST[mode], 0, 0],
      initial: (value) => value,
      next: stepByReports(monitor, (metric, value, { memory: at }, { values }) => {
        const isBest = isBetter(metric, values[at + BEST]!, threshold)
        if (isBest) values[at + BEST] = metric
        values[at + BAD] = isBest ? 0 : values[at + BAD]! + 1
        if (values[at + COOLDOWN]! > 0) {
          values[at + COOLDOWN]! -= 1
          values[at + BAD] = 0
        }
        if (values[at + BAD]! <= patience) return value
        values[at + COOLDOWN] = cooldown
        values[at + BAD] = 0
        return reduced(value)
      }),
    }
  },
  stateDict: (given, { inherited: { last_epoch, _last_lr }, memory }) => {
    const { mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps } = given
    return {
      factor,
      default_min_lr: min_lr,
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
      best: toJsonDouble(memory[BEST]!),
      cooldown_counter: memory[COOLDOWN],
      num_bad_epochs: memory[BAD],
    }
  },
})
