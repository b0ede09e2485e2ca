import { z } from 'zod'
import { Step, Steps } from '../number.ts'

/** A share of the run: up to 12 digits after the point, so that the result is rounded only once. */
export const PERCENT = /^(\d{1,3})(?:\.(\d{1,12}))?%$/

interface SchemaText {
  /** The name of the schema in the OpenAPI document. */
  readonly id: string
  readonly wanted: string
  readonly description: string
}

/** The refusal of a number such as 0.03, where a share of the run is meant. */
export const shareAsText: z.core.$ZodErrorMap = ({ input }) => {
  if (typeof input !== 'number' || !(input > 0 && input < 1)) return undefined
  return `wanted a whole number (a share of the run is a text: "${Number((input * 100).toPrecision(12))}%")`
}

/**
 * Steps, also as a percentage of the optimizer's `total_steps`. Percentages are converted to steps
 * before any rule is created: a rule receives numbers.
 */
function withPercentage(schema: z.ZodType<number>, { id, wanted, description }: SchemaText) {
  const percent = z
    .string()
    .regex(PERCENT, { error: `wanted ${wanted}, or a percentage such as "12.5%"` })
  const union = z.union([schema, percent], { error: shareAsText }).meta({
    id,
    description: `${description}, also as a percentage of the optimizer’s total_steps, rounded half up: "12.5%".`,
  })
  return union as z.ZodType<number>
}

/** A length of at least one step. */
export const Duration = withPercentage(Steps, {
  id: 'Duration',
  wanted: 'a whole number',
  description: 'Steps, at least one',
})

/** A step at which a schedule changes. */
export const Milestone = withPercentage(Step, {
  id: 'Milestone',
  wanted: 'a whole number',
  description: 'A step',
})

/** A length in steps, fractions of a step included. */
export const Length = withPercentage(z.number().min(0), {
  id: 'Length',
  wanted: 'a number',
  description: 'A length in steps',
})
