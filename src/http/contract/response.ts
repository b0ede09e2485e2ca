import { z } from 'zod'

/** An answer and what it means, for its document. */
export function response<S extends z.ZodType>(description: string, schema: S): S {
  // Fastify types the reply by the schema alone, while the document wants both.
  return { description, content: { 'application/json': { schema } } } as unknown as S
}

export const NoContent = z.null().meta({ description: 'Done.' })
