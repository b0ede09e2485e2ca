import { z } from 'zod'
import { Finite, MAX_STEP } from '../number.ts'
import type { Rule } from './rule.ts'
import { argument, ArgumentRefusal } from './argument.ts'
import { IS_BETTER, MetricMode, ThresholdMode } from './parts/is_better.ts'
import { stepByReports } from './parts/step_by_reports.ts'
import { emptyWindow, smoothedMetric } from './parts/metric_window.ts'
import { MONITOR, FIXED_MONITOR_FIELDS } from './parts/monitor.ts'
import { schedule } from './schedule.ts'

const Count = z.int().min(0).max(MAX_STEP)

/**
 * Divides by `factor` after more than `patience` reports in a row with an improvement, and
 * multiplies by `factor` after more than `patience` reports in a row without one. A reduction to
 * `min_lr` or below counts down from `reset_start`; at 0 the state is reset and the value is the
 * first one again. The scheduler steps only at steps with a decided metric.
 * Source: transformers.optimization.GreedyLR, in its order of operations; Subramaniam et al.,
 * GreedyLR, https://arxiv.org/abs/2512.14527. Here min_lr and max_lr are required: with the
 * defaults of transformers, a value below 1e-3 is never reduced. A value outside of these limits is
 * not clamped; only a step brings it back inside.
 */
export const GreedyLR = schedule({
  type: 'GreedyLR',
  summary: 'Raises the value while a metric improves, lowers it while it does not.',
  arguments: {
    ...MONITOR,
    mode: argument(MetricMode, 'Whether a lower or a higher metric is better.', {
      fallback: 'min',
    }),
    factor: argument(z.number().gt(0).lt(1), 'Factor of a reduction, divisor of an increase.', {
      fallback: 0.95,
    }),
    patience: argument(Count, 'Consecutive reports without a change.', { fallback: 10 }),
    threshold: argument(Finite, 'The least improvement.', { fallback: 1e-6 }),
    threshold_mode: argument(ThresholdMode, 'Whether threshold is relative or absolute.', {
      fallback: 'abs',
    }),
    cooldown: argument(Count, 'Reports ignored after a reduction.', { fallback: 0 }),
    warmup: argument(Count, 'Reports ignored after an increase.', { fallback: 0 }),
    min_lr: argument(Finite, 'No reduction goes below this value.', { list: true }),
    max_lr: argument(Finite, 'No increase goes above this value.', { list: true }),
    eps: argument(Finite, 'A change of at most eps is skipped.', { fallback: 1e-8 }),
    smooth: argument(z.boolean(), 'Whether to use the mean of the last reports.', {
      fallback: false,
    }),
    window_size: argument(z.int().min(1).max(1000), 'The number of reports in that mean.', {
      fallback: 50,
    }),
    reset_start: argument(Count, 'Reductions at min_lr until the state is reset.', {
      fallback: 500,
    }),
  },
  fixed: [...FIXED_MONITOR_FIELDS, 'smooth', 'window_size'],
  example: {
    type: 'GreedyLR',
    monitor: 'val_loss',
    min_lr: 1e-6,
    max_lr: 1e-3,
    factor: 0.9,
    patience: 5,
  },
  rule: (given) => greedyRule(given),
})

interface GreedyArguments {
  readonly monitor: string
  readonly mode: 'min' | 'max'
  readonly factor: number
  readonly patience: number
  readonly threshold: number
  readonly threshold_mode: 'rel' | 'abs'
  readonly cooldown: number
  readonly warmup: number
  readonly min_lr: number
  readonly max_lr: number
  readonly eps: number
  readonly smooth: boolean
  readonly window_size: number
  readonly reset_start: number
}

/** Indices of its memory. The window of reports is last. */
const [BEST, GOOD, BAD, REDUCTIONS_LEFT, REPORTS_IGNORED, FIRST, REPORTS] = [0, 1, 2, 3, 4, 5, 6]

function greedyRule(given: GreedyArguments): Rule {
  const { monitor, min_lr, max_lr, cooldown, warmup, smooth, reset_start } = given
  if (min_lr > max_lr) {
    throw new ArgumentRefusal('max_lr', `given ${max_lr}, wanted at least min_lr, ${min_lr}`)
  }
  const fresh = [given.mode === 'min' ? Infinity : -Infinity, 0, 0, reset_start]
  const window = smooth ? emptyWindow(given.window_size) : []
  const directionOn = directionByReport(given)
  const increase = (value: number, memory: Float64Array) => {
    memory[REDUCTIONS_LEFT] = reset_start
    return increased(value, given)
  }
  const decrease = (value: number, memory: Float64Array) => {
    const lowered = reduced(value, given)
    if (lowered > min_lr || --memory[REDUCTIONS_LEFT]! > 0) return lowered
    memory.set(fresh)
    memory.set(window, REPORTS)
    return memory[FIRST]!
  }
  return {
    ignoresInitialValue: true,
    skipTo: () => Infinity,
    memory: [...fresh, 0, 0, ...window],
    groupMemory: [REDUCTIONS_LEFT, FIRST],
    initial: (value, slot, { values }) => (values[slot.memory + FIRST] = value),
    ...stepByReports(monitor, (metric, value, { memory: at }, { values }) => {
      const memory = values.subarray(at, at + REPORTS + window.length)
      const direction = directionOn(
        smooth ? smoothedMetric(metric, memory.subarray(REPORTS)) : metric,
        memory,
      )
      if (direction === 'none') return value
      memory[REPORTS_IGNORED] = direction === 'up' ? warmup : cooldown
      return direction === 'up' ? increase(value, memory) : decrease(value, memory)
    }),
  }
}

/** The direction of the change after a report. Counts consecutive reports of one kind. */
function directionByReport({ mode, threshold, threshold_mode, patience }: GreedyArguments) {
  const isBetter = IS_BETTER[mode][threshold_mode]
  return (metric: number, memory: Float64Array): 'up' | 'down' | 'none' => {
    if (memory[REPORTS_IGNORED]! > 0) {
      memory[REPORTS_IGNORED]! -= 1
      return resetCounts(memory, 'none')
    }
    const better = isBetter(metric, memory[BEST]!, threshold)
    if (better) memory[BEST] = metric
    memory[GOOD] = better ? memory[GOOD]! + 1 : 0
    memory[BAD] = better ? 0 : memory[BAD]! + 1
    if (memory[GOOD] > patience) return resetCounts(memory, 'up')
    return memory[BAD] > patience ? resetCounts(memory, 'down') : 'none'
  }
}

function resetCounts<T>(memory: Float64Array, direction: T): T {
  memory[GOOD] = 0
  memory[BAD] = 0
  return direction
}

function increased(value: number, { factor, max_lr, eps }: GreedyArguments): number {
  const divided = value / factor
  const higher = max_lr < divided ? max_lr : divided
  return higher - value > eps ? higher : value
}

function reduced(value: number, { factor, min_lr, eps }: GreedyArguments): number {
  const multiplied = value * factor
  const lower = min_lr > multiplied ? min_lr : multiplied
  return value - lower > eps ? lower : value
}
