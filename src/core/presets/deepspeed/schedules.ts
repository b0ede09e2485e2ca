import { z } from 'zod'
import { MAX_STEP } from '../../number.ts'
import type { Level } from '../../schedules/level.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import {
  flag,
  length,
  optionalRate,
  positive,
  rate,
  restOf,
  runLength,
  runOf,
  share,
  word,
} from '../shape/parameters.ts'
import { levelOf, phased, type PhaseJson } from '../shape/phases.ts'
import { preset } from '../preset.ts'

const WARMUP = {
  warmup_num_steps: z
    .int()
    .min(2, { error: 'wanted at least 2, the least value of DeepSpeed' })
    .max(MAX_STEP)
    .meta({ description: 'Steps of warmup, after a first step at the lowest rate.', unit: 'steps' })
    .default(1000),
  warmup_type: word(['log', 'linear'], 'The curve of the increase.').default('log'),
}
const RATES = { warmup_min_lr: rate('Rate of the first two steps.').default(0) }
const RUN = { total_num_steps: runLength('Length of the run, warmup included.') }

interface Warmup {
  readonly warmup_num_steps: number
  readonly warmup_type: 'log' | 'linear'
}

/** DeepSpeed takes its first two steps at the lowest rate: its count begins one step later. */
function warmupRamp({ warmup_num_steps: duration, warmup_type }: Warmup, from: Level, to: Level) {
  const log = { curve: 'logarithmic', endpoints: 'both' }
  const way = warmup_type === 'log' ? log : { curve: 'linear' }
  return { ...way, from, to, duration } satisfies PhaseJson
}

const holdOneStep = (to: Level): PhaseJson => ({ curve: 'hold', to, duration: 1 })

/** The warmups of DeepSpeed and its range test. */
export const DEEPSPEED = [
  preset({
    name: 'deepspeed/warmup',
    summary: 'Logarithmic (or linear) warmup, then constant.',
    parameters: {
      ...RATES,
      warmup_max_lr: optionalRate('Rate after warmup. Default: the group’s own.'),
      ...WARMUP,
    },
    example: { warmup_num_steps: 100 },
    expand: (given) => {
      const low = { value: given.warmup_min_lr }
      return phased(holdOneStep(low), warmupRamp(given, low, levelOf(given.warmup_max_lr, 1)))
    },
  }),
  preset({
    name: 'deepspeed/warmup_decay',
    summary:
      'Logarithmic (or linear) warmup, then linear decay. Its peak is independent of the group’s rate.',
    parameters: {
      ...RUN,
      ...RATES,
      warmup_max_lr: rate('Rate after warmup, 0.001 unless given.').default(0.001),
      ...WARMUP,
    },
    example: { total_num_steps: 10_000, warmup_max_lr: 0.0003 },
    expand: (given, settings) => {
      const run = runOf('total_num_steps', given.total_num_steps, settings)
      const duration = restOf('warmup_num_steps', given.warmup_num_steps, run)
      const low = { value: given.warmup_min_lr }
      const up = warmupRamp(given, low, { value: given.warmup_max_lr })
      return phased(holdOneStep(low), up, { curve: 'linear', to: low, duration })
    },
  }),
  preset({
    name: 'deepspeed/warmup_cosine',
    summary: 'Logarithmic (or linear) warmup, then a cosine, in factors of the group’s rate.',
    parameters: {
      ...RUN,
      warmup_min_ratio: share('Factor of the second step; the first is at 0.').default(0),
      ...WARMUP,
      cos_min_ratio: share('Factor at the end.').default(0.0001),
    },
    example: { total_num_steps: 10_000 },
    expand: (given, settings) => {
      const run = runOf('total_num_steps', given.total_num_steps, settings)
      const duration = restOf('warmup_num_steps', given.warmup_num_steps, run)
      return phased(holdOneStep(0), warmupRamp(given, given.warmup_min_ratio, 1), {
        curve: 'cosine',
        from: 1,
        to: given.cos_min_ratio,
        duration,
        endpoints: 'end',
      })
    },
  }),
  preset({
    name: 'deepspeed/lr_range_test',
    summary: 'Increases from a rate without end, to find the rate at which training diverges.',
    parameters: {
      lr_range_test_min_lr: rate('Rate of the first step.').default(0.001),
      lr_range_test_step_size: length('Steps of one increase.').default(2000),
      lr_range_test_step_rate: positive(
        'The increase of one step size, as a factor of the first rate.',
      ).default(1),
      lr_range_test_staircase: flag('Whether it increases in steps.').default(false),
    },
    example: { lr_range_test_min_lr: 0.0001, lr_range_test_step_size: 100 },
    expand: (given) => {
      const over = given.lr_range_test_staircase ? '//' : '/'
      const rises = `(epoch ${over} ${given.lr_range_test_step_size})`
      const first = float(given.lr_range_test_min_lr)
      return setByExpression(`${first} * (1 + ${float(given.lr_range_test_step_rate)} * ${rises})`)
    },
  }),
]
