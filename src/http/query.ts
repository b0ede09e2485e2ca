import { z } from 'zod'
import { Step } from '../core/number.ts'

/** A whole number in a query, where everything is text: digits only, so no "", "0x10" or "1e3". */
export const integer = (schema: z.ZodType<number, number> = Step) =>
  z
    .unknown()
    .transform((text, context) => {
      if (typeof text === 'string' && /^-?\d{1,17}$/.test(text)) return Number(text)
      context.addIssue({ code: 'custom', message: 'wanted a whole number' })
      return z.NEVER
    })
    .pipe(schema)
    // For those who write a query it is a number: that it travels as text is HTTP's affair.
    .meta({ type: 'integer' })

/** Names separated by commas. */
export const names = z.string().transform((text) => text.split(','))
