import { z } from 'zod'
import { Step, Steps } from '../number.ts'

/** A share of the run: up to 12 digits after the point, so that it is rounded only once. */
export const PERCENT = /^(\d{1,3})(?:\.(\d{1,12}))?%$/

const Percent = z.string().regex(PERCENT, { error: 'wanted a percentage such as "12.5%"' }).meta({
  description: 'A percentage of the optimizer’s total_steps, rounded half up.',
  examples: ['12.5%'],
})

/**
 * Steps, which a caller may also give as a share of the optimizer's `total_steps`. Shares become
 * steps before any rule is made: a rule finds numbers here.
 */
const orPercent = (schema: z.ZodType<number>) =>
  z.union([schema, Percent]) as unknown as z.ZodType<number>

/** A length of at least one step. */
export const Duration = orPercent(Steps)

/** A step to do something at. */
export const Milestone = orPercent(Step)

/** A length in steps, or parts of a step. */
export const Length = orPercent(z.number().min(0))
