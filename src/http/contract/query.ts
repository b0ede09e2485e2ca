import { z } from 'zod'
import { MAX_STEP } from '../../core/number.ts'

/** A whole number in a query, where everything is text: digits only, so no "", "0x10" or "1e3". */
export const integer = (minimum = 0, maximum: number = MAX_STEP) =>
  z
    .unknown()
    .transform((text, context) => {
      if (typeof text === 'string' && /^-?\d{1,17}$/.test(text)) return Number(text)
      context.addIssue({ code: 'custom', message: 'wanted a whole number' })
      return z.NEVER
    })
    .pipe(z.int().min(minimum).max(maximum))
    // For clients it is a number. Text is only its form in HTTP.
    .meta({ type: 'integer', minimum, maximum })

/**
 * A list of names separated by commas. The parameter may be repeated: openapi-python-client and
 * openapi-fetch do so, whatever the document says.
 */
export const names = z
  .unknown()
  .transform((text, context) => {
    const parts = Array.isArray(text) ? (text as unknown[]) : [text]
    if (parts.every((part) => typeof part === 'string')) {
      return parts.flatMap((part) => part.split(','))
    }
    context.addIssue({ code: 'custom', message: 'wanted names separated by commas' })
    return z.NEVER
  })
  .pipe(z.array(z.string().min(1)).max(64))
  // For clients it is a list. The document says how to write it in a query.
  .meta({ type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, maxItems: 64 })
