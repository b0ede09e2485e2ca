import { z } from 'zod'
import { float, scaleByExpression, setByExpression } from '../shape/expressions.ts'
import { flag, number, numberOrNone, runLength, runOf } from '../shape/parameters.ts'
import { preset, type SchedulerJson } from '../preset.ts'
import { COUNT, WARMUP, warmupOf } from './warmup.ts'

const RATES = { warmup_min_lr: number('Rate of the first two steps.').default(0) }
const RUN = { total_num_steps: runLength('Length of the run, warmup included.') }

interface Rates {
  readonly warmup_min_lr: number
  readonly warmup_max_lr?: number | null | undefined
  readonly warmup_num_steps: number
  readonly warmup_type: string
}

/** Warmup from one rate to another, and a factor of their difference after it. */
function warmupThen(given: Rates, after: (warmup: number) => string): SchedulerJson {
  const { warmup, up } = warmupOf(given)
  const { warmup_min_lr: least, warmup_max_lr: most } = given
  const low = float(least)
  const rise = typeof most === 'number' ? float(most - least) : `(base - ${low})`
  const factor = `${up} if ${COUNT} < ${warmup} else ${after(warmup)}`
  return setByExpression(`${low} if epoch == 0 else ${low} + ${rise} * (${factor})`)
}

const Lists = ['warmup_min_lr', 'warmup_max_lr'] as const

/** The warmups of DeepSpeed and its range test. */
export const DEEPSPEED = [
  preset({
    name: 'deepspeed/warmup',
    summary: 'Logarithmic (or linear) warmup, then constant.',
    parameters: {
      ...RATES,
      warmup_max_lr: numberOrNone('Rate after warmup. Default: the group’s own.'),
      ...WARMUP,
    },
    lists: Lists,
    example: { warmup_num_steps: 100 },
    expand: (given) => warmupThen(given, () => '1.0'),
  }),
  preset({
    name: 'deepspeed/warmup_decay',
    summary:
      'Logarithmic (or linear) warmup, then linear decay. Its peak is independent of the group’s rate.',
    parameters: {
      ...RUN,
      ...RATES,
      warmup_max_lr: z
        .number()
        .nullable()
        .meta({ description: 'Rate after warmup, 0.001 unless given; null: the group’s own.' })
        .default(0.001),
      ...WARMUP,
    },
    lists: Lists,
    example: { total_num_steps: 10_000, warmup_max_lr: 0.0003 },
    expand: (given, context) => {
      const run = runOf('total_num_steps', given.total_num_steps, context)
      const left = (warmup: number) => float(Math.max(1, run - warmup))
      return warmupThen(given, (warmup) => `max(0.0, (${run} - ${COUNT}) / ${left(warmup)})`)
    },
  }),
  preset({
    name: 'deepspeed/warmup_cosine',
    summary: 'Logarithmic (or linear) warmup, then a cosine, in factors of the group’s rate.',
    parameters: {
      ...RUN,
      warmup_min_ratio: number('Factor of the second step; the first is at 0.').default(0),
      ...WARMUP,
      cos_min_ratio: number('Factor at the end.').default(0.0001),
    },
    example: { total_num_steps: 10_000 },
    expand: (given, context) => {
      const run = runOf('total_num_steps', given.total_num_steps, context)
      const { warmup, up } = warmupOf(given)
      const { warmup_min_ratio: first, cos_min_ratio: least } = given
      const rise = `${float(first)} + (${up}) * ${float(1 - first)}`
      const progress = `min(1.0, (${COUNT} - ${warmup - 1}) / ${Math.max(1, run - warmup)})`
      const cosine = `(1 + cos(pi * ${progress})) / 2`
      const after = `max(0.0, ${float(least)} + ${float(1 - least)} * (${cosine}))`
      return scaleByExpression(
        `0.0 if epoch == 0 else ${rise} if ${COUNT} < ${warmup} else ${after}`,
      )
    },
  }),
  preset({
    name: 'deepspeed/lr_range_test',
    summary: 'Increases from a rate without end, to find the rate at which training diverges.',
    parameters: {
      lr_range_test_min_lr: number('Rate of the first step.').default(0.001),
      lr_range_test_step_size: z
        .int()
        .positive()
        .meta({ description: 'Steps of one increase.', unit: 'steps' })
        .default(2000),
      lr_range_test_step_rate: number(
        'The increase of one step size, as a factor of the first rate.',
      ).default(1),
      lr_range_test_staircase: flag('Whether it increases in steps.').default(false),
    },
    lists: ['lr_range_test_min_lr'],
    example: { lr_range_test_min_lr: 0.0001, lr_range_test_step_size: 100 },
    expand: (given) => {
      const sizes = `epoch / ${given.lr_range_test_step_size}`
      const rises = given.lr_range_test_staircase ? `floor(${sizes})` : `(${sizes})`
      const first = float(given.lr_range_test_min_lr)
      return setByExpression(`${first} * (1 + ${float(given.lr_range_test_step_rate)} * ${rises})`)
    },
  }),
]
