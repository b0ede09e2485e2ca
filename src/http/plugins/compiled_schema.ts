import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'

const ajv = new Ajv2020()

/**
 * Says of data whether a schema accepts it just as it is, ten times as fast as the schema itself
 * does: by a function compiled from its JSON Schema. What is not accepted may still be, and why it
 * is not, only the schema knows. Throws where the schema has a check, a default or a transform that
 * JSON Schema cannot say.
 */
export const compileSchema = (schema: z.ZodType): ((data: unknown) => boolean) =>
  ajv.compile(z.toJSONSchema(schema, { io: 'output', override: refuseInexpressible }))

/** What a check may do to a value that no JSON Schema tells of. */
const INEXPRESSIBLE = new Set(['custom', 'overwrite'])

/** What has no JSON Schema at all is refused by zod, and what it would fill in is required there. */
function refuseInexpressible({ zodSchema }: { zodSchema: z.core.$ZodTypes }): void {
  const { checks = [] } = zodSchema._zod.def
  const inexpressible = checks.find((check) => INEXPRESSIBLE.has(check._zod.def.check))
  if (inexpressible)
    throw new Error(`Cannot express in JSON Schema: a ${inexpressible._zod.def.check} check`)
}
