/** The parts of an OpenAPI document that the transforms read and write. */

export type Schema = Record<string, unknown>

export interface Media {
  schema?: Schema
  example?: unknown
  examples?: Record<string, object>
}

export interface Response {
  /** Set instead of all others, if the response is a component. */
  $ref?: string
  description?: string
  content?: Record<string, Media>
  headers?: object
}

export interface Parameter {
  name: string
  in?: string
  description?: string
  schema?: Schema
  style?: string
  explode?: boolean
}

export interface Operation {
  operationId?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, Media> }
  responses: Record<string, Response>
}

export interface Components {
  schemas: Record<string, Schema>
  responses?: Record<string, Response>
  examples?: Record<string, object>
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: Components
}

/** The prefix of references to named schemas. */
export const REFERENCE = '#/components/schemas/'

/** All operations of a document. */
export const operationsOf = (document: Document): Operation[] =>
  Object.values(document.paths).flatMap((path) => Object.values(path))

/** The keywords of JSON Schema whose value is a schema, a list of schemas, or schemas by name. */
const SCHEMA_KEYWORDS = new Set(['items', 'additionalProperties', 'propertyNames', 'not'])
const LIST_KEYWORDS = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems'])

type Replace = (schema: Schema) => Schema

/** A schema whose parts, and then itself, are replaced. Examples and defaults are not schemas. */
export function mapSchema(schema: unknown, replace: Replace): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([keyword, value]) => [
    keyword,
    mapKeyword(keyword, value, replace),
  ])
  return replace(Object.fromEntries(entries) as Schema)
}

function mapKeyword(keyword: string, value: unknown, replace: Replace): unknown {
  const inner = (each: unknown) => mapSchema(each, replace)
  if (SCHEMA_KEYWORDS.has(keyword)) return inner(value)
  if (LIST_KEYWORDS.has(keyword)) return (value as unknown[]).map(inner)
  return keyword === 'properties' ? mapValues(value as Record<string, unknown>, inner) : value
}

export const mapValues = <T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]))

/** The document with every schema replaced: those of components, parameters, bodies and responses. */
export function mapSchemas(document: Document, replace: Replace): Document {
  const mapped = (schema: Schema) => mapSchema(schema, replace) as Schema
  for (const part of operationsOf(document).flatMap(partsWithSchemas)) {
    if (part.schema) part.schema = mapped(part.schema)
  }
  const schemas = mapValues(document.components.schemas, mapped)
  return { ...document, components: { ...document.components, schemas } }
}

const partsWithSchemas = ({ parameters = [], requestBody = {}, responses }: Operation) => [
  ...parameters,
  ...[requestBody, ...Object.values(responses)].flatMap(({ content = {} }) =>
    Object.values(content),
  ),
]
