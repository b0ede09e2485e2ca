import { z } from 'zod'

/** A response and its meaning, for the OpenAPI document. */
export const response = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
})

export const NoContent = z.null().meta({ description: 'Done.' })
