import { z } from 'zod'

/** The counters of many responses. */

export const Revision = z
  .int()
  .min(1)
  .max(2 ** 48)
export const GenerationNumber = z
  .int()
  .min(1)
  .max(2 ** 31)
export const Instant = z.string().meta({ format: 'date-time' })
