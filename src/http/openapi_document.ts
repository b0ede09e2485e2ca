import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'

/** An example of a call: the body and the response, if it has them. */
export interface Example {
  readonly body?: object
  readonly response?: object
  /** The response with status 202, to a call that is only accepted. */
  readonly accepted?: object
}

declare module 'fastify' {
  interface FastifyContextConfig {
    example?: Example
  }
}

type Transformed = Parameters<typeof jsonSchemaTransformObject>[0]
type Document = Partial<OpenAPIV3_1.Document>

interface Media {
  example?: object
}

interface Parameter {
  in?: string
  schema?: { type?: string }
  style?: string
  explode?: boolean
}

interface OpenApiOperation {
  operationId?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, Media> }
  responses?: Record<string, { content?: Record<string, Media>; headers?: object }>
}

/** Collects the example of each route that is added later, by its operationId. */
export function collectExamples(app: FastifyInstance): ReadonlyMap<string, Example> {
  const examples = new Map<string, Example>()
  app.addHook('onRoute', ({ schema, config }) => {
    if (schema?.operationId && config?.example) examples.set(schema.operationId, config.example)
  })
  return examples
}

/** Transforms the generated OpenAPI document into the published one. */
export function transformDocument(examples: ReadonlyMap<string, Example>) {
  return (transformed: Transformed): Document => {
    const document = jsonSchemaTransformObject(transformed) as Document
    const operations = Object.values(document.paths ?? {}).flatMap((path) =>
      Object.values(path ?? {}),
    )
    for (const operation of operations as OpenApiOperation[]) {
      addExample(operation, examples.get(operation.operationId ?? '') ?? {})
      addHeaders(operation)
      addListStyle(operation)
    }
    return withoutInputSuffix(withoutUnused(document))
  }
}

function addExample({ requestBody, responses }: OpenApiOperation, example: Example): void {
  setExample(requestBody, example.body)
  for (const status of ['200', '201']) setExample(responses?.[status], example.response)
  setExample(responses?.['202'], example.accepted)
}

const LOCATIONS: Readonly<Record<string, object>> = {
  createOptimizer: { description: 'The path of the optimizer.', schema: { type: 'string' } },
  addGroup: { description: 'The path of the group.', schema: { type: 'string' } },
}
const RETRY_AFTER = { description: 'Seconds to wait.', schema: { type: 'integer' } }

function addHeaders({ operationId = '', responses = {} }: OpenApiOperation): void {
  const { 201: created, 503: unavailable } = responses
  const location = LOCATIONS[operationId]
  if (created && location) created.headers = { Location: location }
  if (unavailable) unavailable.headers = { 'Retry-After': RETRY_AFTER }
}

/** A list in a query is one parameter, with commas: by default clients would repeat its name. */
function addListStyle({ parameters = [] }: OpenApiOperation): void {
  for (const parameter of parameters) {
    if (parameter.in !== 'query' || parameter.schema?.type !== 'array') continue
    parameter.style = 'form'
    parameter.explode = false
  }
}

function setExample(
  message: { content?: Record<string, Media> } | undefined,
  example?: object,
): void {
  const media = message?.content?.['application/json']
  if (media && example) media.example = example
}

/** The prefix of references to named schemas. */
const REFERENCE = '#/components/schemas/'

/** The named schemas that a part of the document refers to. */
function* schemasNamedIn(part: unknown): Generator<string> {
  if (typeof part === 'string' && part.startsWith(REFERENCE)) yield part.slice(REFERENCE.length)
  if (typeof part !== 'object' || part === null) return
  for (const inner of Object.values(part)) yield* schemasNamedIn(inner)
}

/**
 * Every named schema is generated twice, for requests and for responses. Schemas without any
 * reference, direct or through another schema, are left out.
 */
function withoutUnused(document: Document): Document {
  const schemas = document.components?.schemas ?? {}
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const name of schemasNamedIn(part)) {
      if (used.has(name)) continue
      used.add(name)
      follow(schemas[name])
    }
  }
  follow(document.paths)
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  // Sorted by name: the order in which modules are loaded does not show in the document.
  kept.sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } }
}

const INPUT = /Input$/

/** A schema of requests alone is named without the suffix: `Registration`, not `RegistrationInput`. */
function withoutInputSuffix(document: Document): Document {
  const schemas = document.components?.schemas ?? {}
  const renamed = (name: string) => {
    const plain = name.replace(INPUT, '')
    return Object.hasOwn(schemas, plain) ? name : plain
  }
  const entries = Object.entries(schemas).map(([name, schema]) => [renamed(name), schema])
  const components = { ...document.components, schemas: Object.fromEntries(entries) as object }
  return withReferences({ ...document, components }, renamed) as Document
}

/** A copy of a part of the document with other names in its references. */
function withReferences(part: unknown, renamed: (name: string) => string): unknown {
  if (typeof part === 'string' && part.startsWith(REFERENCE)) {
    return REFERENCE + renamed(part.slice(REFERENCE.length))
  }
  if (Array.isArray(part)) return part.map((each) => withReferences(each, renamed))
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([key, inner]) => [key, withReferences(inner, renamed)])
  return Object.fromEntries(entries)
}
