import { schemasUsedBy } from './components.ts'
import { mapSchema, operationsOf, type Document, type Schema } from './parts.ts'

/**
 * Responses may have further fields in a later version of the service, which the clients of today
 * have to accept. So the schemas of responses alone do not exclude any, as zod's do.
 */
export function openResponses(document: Document): Document {
  const requests = operationsOf(document).map(({ parameters, requestBody }) => [
    parameters,
    requestBody,
  ])
  const sent = schemasUsedBy(requests, document.components.schemas)
  const entries = Object.entries(document.components.schemas).map(([name, schema]) => [
    name,
    sent.has(name) ? schema : (mapSchema(schema, open) as Schema),
  ])
  return {
    ...document,
    components: {
      ...document.components,
      schemas: Object.fromEntries(entries) as Record<string, Schema>,
    },
  }
}

function open(schema: Schema): Schema {
  if (schema.additionalProperties !== false) return schema
  const { additionalProperties: _none, ...rest } = schema
  return rest
}
