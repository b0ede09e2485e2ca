import { z } from 'zod'
import { Step, Steps } from '../number.ts'

/** A share of the run: up to 12 digits after the point, so that it is rounded only once. */
export const PERCENT = /^(\d{1,3})(?:\.(\d{1,12}))?%$/

/**
 * Steps, which a caller may also give as a share of the optimizer's `total_steps`. Shares become
 * steps before any rule is made: a rule finds numbers here.
 */
function orPercent(schema: z.ZodType<number>, what: string): z.ZodType<number> {
  const percent = z
    .string()
    .regex(PERCENT, { error: `wanted ${what}, or a percentage such as "12.5%"` })
    .meta({
      description: 'A percentage of the optimizer’s total_steps, rounded half up.',
      examples: ['12.5%'],
    })
  return z.union([schema, percent]) as unknown as z.ZodType<number>
}

/** A length of at least one step. */
export const Duration = orPercent(Steps, 'a whole number')

/** A step to do something at. */
export const Milestone = orPercent(Step, 'a whole number')

/** A length in steps, or parts of a step. */
export const Length = orPercent(z.number().min(0), 'a number')
