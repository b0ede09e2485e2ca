import { z } from 'zod'
import { MAX_WARNINGS, WARNING_CODES } from '../../core/warnings/warning.ts'

const WarningResponse = z
  .object({
    code: z.enum(WARNING_CODES).meta({ id: 'WarningCode' }),
    pointer: z.string().meta({ description: 'The place in this response (RFC 6901).' }),
    detail: z.string(),
  })
  .meta({
    id: 'Warning',
    description: 'Something that is accepted, as torch accepts it, and is likely not meant.',
  })

/** The field of every response that has warnings. */
export const Warnings = z
  .array(WarningResponse)
  .max(MAX_WARNINGS)
  .optional()
  .meta({ description: 'What is accepted and likely not meant; absent without any.' })
