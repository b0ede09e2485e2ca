import { z } from 'zod'
import { Step } from '../core/number.ts'

/** A whole number in a query, where everything is text: digits only, so no "", "0x10" or "1e3". */
export const integer = (schema: z.ZodType<number, number> = Step) =>
  z
    .string()
    .regex(/^-?\d{1,17}$/, { error: 'wanted a whole number' })
    .transform(Number)
    .pipe(schema)

/** Names separated by commas. */
export const names = z.string().transform((text) => text.split(','))
