import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'

/** An example of a call: what is sent, if anything is, and the answer, if there is one. */
export interface Example {
  readonly body?: object
  readonly response?: object
  /** The answer of a call that is only accepted: 202. */
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

interface Operation {
  operationId?: string
  requestBody?: { content?: Record<string, Media> }
  responses?: Record<string, { content?: Record<string, Media>; headers?: object }>
}

/** Remembers the example of each route as it is added, by its operationId. */
export function collectExamples(app: FastifyInstance): ReadonlyMap<string, Example> {
  const examples = new Map<string, Example>()
  app.addHook('onRoute', ({ schema, config }) => {
    if (schema?.operationId && config?.example) examples.set(schema.operationId, config.example)
  })
  return examples
}

/** The OpenAPI document as it is published. */
export function transformDocument(examples: ReadonlyMap<string, Example>) {
  return (transformed: Transformed): Document => {
    const document = jsonSchemaTransformObject(transformed) as Document
    const operations = Object.values(document.paths ?? {}).flatMap((path) =>
      Object.values(path ?? {}),
    )
    for (const operation of operations as Operation[]) {
      addExample(operation, examples.get(operation.operationId ?? '') ?? {})
      addHeaders(operation)
    }
    return withoutInputSuffix(withoutUnused(document))
  }
}

function addExample({ requestBody, responses }: Operation, example: Example): void {
  setExample(requestBody, example.body)
  for (const status of ['200', '201']) setExample(responses?.[status], example.response)
  setExample(responses?.['202'], example.accepted)
}

const LOCATION = { description: 'Where it is.', schema: { type: 'string' } }
const RETRY_AFTER = { description: 'Seconds to wait.', schema: { type: 'integer' } }

function addHeaders({ operationId, responses = {} }: Operation): void {
  const { 201: created, 503: unavailable } = responses
  if (created && operationId === 'createOptimizer') created.headers = { Location: LOCATION }
  if (unavailable) unavailable.headers = { 'Retry-After': RETRY_AFTER }
}

function setExample(
  message: { content?: Record<string, Media> } | undefined,
  example?: object,
): void {
  const media = message?.content?.['application/json']
  if (media && example) media.example = example
}

/**
 * Every named schema comes out twice, once as sent and once as received. What nothing refers to,
 * directly or through another schema, is left out.
 */
function withoutUnused(document: Document): Document {
  const schemas = (document.components?.schemas ?? {}) as Record<string, object>
  const used = new Set<string>()
  const follow = (part: object): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name!)) continue
      used.add(name!)
      follow(schemas[name!] ?? {})
    }
  }
  follow(document.paths ?? {})
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  // By name: in which order modules are loaded is nobody's affair.
  kept.sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(kept) },
  }
}

/** What is only ever sent needs no word for it in its name: `Registration`, not its `Input`. */
function withoutInputSuffix(document: Document): Document {
  const names = Object.keys(document.components?.schemas ?? {})
  const plain = names
    .filter((name) => name.endsWith('Input') && !names.includes(name.slice(0, -'Input'.length)))
    .map((name) => name.slice(0, -'Input'.length))
  const text = plain.reduce(
    (renamed, name) =>
      renamed
        .replaceAll(`"#/components/schemas/${name}Input"`, `"#/components/schemas/${name}"`)
        .replaceAll(`"${name}Input":`, `"${name}":`),
    JSON.stringify(document),
  )
  return JSON.parse(text) as Document
}
