import { z } from 'zod'
import { log } from '../../numerics/log.ts'
import { MAX_STEP } from '../../number.ts'
import { float } from '../shape/expressions.ts'

/** The parameters of every warmup. */
export const WARMUP = {
  warmup_num_steps: z
    .int()
    .min(1)
    .max(MAX_STEP)
    .meta({
      description:
        'Steps of warmup, after a first step at the lowest rate. DeepSpeed takes 1 as 2.',
      unit: 'steps',
    })
    .default(1000),
  warmup_type: z
    .string()
    .max(64)
    .meta({ description: 'The curve: log or linear. DeepSpeed takes any other word as log.' })
    .default('log'),
}

/** DeepSpeed's count: its initial step is -1. */
export const COUNT = '(epoch - 1)'

/** The length of the warmup, and its curve from 0 to 1. */
export function warmupOf(given: {
  readonly warmup_num_steps: number
  readonly warmup_type: string
}) {
  const warmup = Math.max(2, given.warmup_num_steps)
  const way = `${float(1 / log(warmup))} * log(epoch)`
  return { warmup, up: given.warmup_type === 'linear' ? `${COUNT} / ${warmup}` : way }
}
