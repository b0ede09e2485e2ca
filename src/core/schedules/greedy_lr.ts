import { z } from 'zod'
import { Finite, MAX_STEP } from '../number.ts'
import type { Rule } from './rule.ts'
import { argument, ArgumentRefusal } from './argument.ts'
import { IS_BETTER } from './parts/is_better.ts'
import { stepByReports } from './parts/step_by_reports.ts'
import { emptyWindow, smoothedMetric } from './parts/metric_window.ts'
import { MONITOR } from './parts/monitor.ts'
import { schedule } from './schedule.ts'

const Count = z.int().min(0).max(MAX_STEP)

/**
 * Divides by `factor` once the metric has become better more than `patience` times in a row, and
 * multiplies by it once it has not for as many reports. A reduction that leaves the value at
 * `min_lr`, or below, counts down from `reset_start`; at 0 all begins anew from the first value. It
 * steps where the metric is decided, and nowhere else.
 * Source: transformers.optimization.GreedyLR, in its order of operations; Subramaniam et al.,
 * GreedyLR, https://arxiv.org/abs/2512.14527. Its min_lr and max_lr must be given here: with the
 * defaults there, a value below 1e-3 is never reduced. A value outside of them is left there until
 * a step leads it back inside.
 */
export const GreedyLR = schedule({
  type: 'GreedyLR',
  summary: 'Raises the value while a metric improves, lowers it while it does not.',
  arguments: {
    ...MONITOR,
    mode: argument(z.enum(['min', 'max']), 'Whether less or more is better.', { fallback: 'min' }),
    factor: argument(z.number().gt(0).lt(1), 'Factor of a reduction, divisor of a rise.', {
      fallback: 0.95,
    }),
    patience: argument(Count, 'Reports in a row that change nothing yet.', { fallback: 10 }),
    threshold: argument(Finite, 'How much better counts.', { fallback: 1e-6 }),
    threshold_mode: argument(z.enum(['rel', 'abs']), 'Threshold as a share or a difference.', {
      fallback: 'abs',
    }),
    cooldown: argument(Count, 'Reports after a reduction that do not count.', { fallback: 0 }),
    warmup: argument(Count, 'Reports after a rise that do not count.', { fallback: 0 }),
    min_lr: argument(Finite, 'The value is not reduced below this.', { list: true }),
    max_lr: argument(Finite, 'The value is not raised above this.', { list: true }),
    eps: argument(Finite, 'A change by no more than this is not made.', { fallback: 1e-8 }),
    smooth: argument(z.boolean(), 'Whether to use the mean of the last reports.', {
      fallback: false,
    }),
    window_size: argument(z.int().min(1).max(1000), 'How many reports that mean is of.', {
      fallback: 50,
    }),
    reset_start: argument(Count, 'Reductions at min_lr until its state is reset.', {
      fallback: 500,
    }),
  },
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

/** Where in its memory it keeps what; the window of reports comes last. */
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
    memory: [...fresh, 0, 0, ...window],
    initial: (value, slot, { values }) => (values[slot.memory + FIRST] = value),
    next: stepByReports(monitor, (metric, value, { memory: at }, { values }) => {
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

/** What a report leads to. It counts those that were better or not in a row. */
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
