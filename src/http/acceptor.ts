import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'

const ajv = new Ajv2020()

/**
 * Says of data whether a schema accepts it just as it is, ten times as fast as the schema itself
 * does: by a function compiled from its JSON Schema. Only for schemas that JSON Schema can say all
 * of, which those with defaults, transforms or refinements are not. What is not accepted may still
 * be, and why it is not, only the schema knows.
 */
export const acceptorOf = (schema: z.ZodType): ((data: unknown) => boolean) =>
  ajv.compile(z.toJSONSchema(schema, { io: 'input' }))
