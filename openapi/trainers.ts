import { mapSchemas, mapValues, operationsOf, REFERENCE } from '../src/http/openapi/parts.ts'
import type { Document, Operation, Schema } from '../src/http/openapi/parts.ts'

/** What a training loop calls. */
const OPERATIONS = new Set([
  ...['putOptimizer', 'createOptimizer', 'getOptimizer', 'advance', 'advanceMany'],
  ...['openGeneration', 'openMany', 'listGenerations', 'reportMetric', 'getMetric'],
  ...['getLr', 'livez', 'readyz'],
])

type Schemas = Document['components']['schemas']

/**
 * The document for trainers in compiled languages: the calls of a training loop, with the same requests
 * and responses, in types from which generators for Java, Go and Rust write code that compiles.
 *
 * - There is no union: one with a list does not compile in Java, and Rust merges its members. A value
 *   of several types is any value, and a scheduler is any object.
 * - An advance has one schema for 200 and 202: generated code expects the first one in both cases.
 * - `GET lr` returns a series only.
 * - Types of schedulers and codes of warnings are any text, since later versions have more of them.
 * - Pending changes are left out.
 */
export function trainersDocument(full: Document): Document {
  const document = structuredClone(full)
  document.paths = keptPaths(document)
  const { schemas } = document.components
  schemas['Advanced'] = advancedOrBlocked(schemas)
  schemas['SchedulerOrPreset'] = anyObject(schemas['SchedulerOrPreset']!)
  for (const name of ['SchedulerType', 'WarningCode']) delete schemas[name]!['enum']
  for (const operation of operationsOf(document)) {
    if (operation.operationId === 'advance') useOneSchema(operation)
    if (operation.operationId === 'getLr') useSeries(operation)
  }
  const simple = mapSchemas(document, (schema) => withoutUnion(openFields(schema), schemas))
  return withUsedComponents(simple)
}

function keptPaths({ paths }: Document): Document['paths'] {
  const isKept = ({ operationId = '' }: Operation) => OPERATIONS.has(operationId)
  const kept = mapValues(paths, (path) => filtered(path, isKept))
  return filtered(kept, (path) => Object.keys(path).length > 0)
}

const filtered = <T>(
  record: Readonly<Record<string, T>>,
  keeps: (value: T, name: string) => boolean,
) => Object.fromEntries(Object.entries(record).filter(([name, value]) => keeps(value, name)))

/** The fields of the responses 200 and 202 of an advance. Those of both are required. */
function advancedOrBlocked({ Advanced, Blocked }: Schemas): Schema {
  const required = Advanced!['required'] as string[]
  const inBoth = new Set(Blocked!['required'] as string[])
  return {
    ...Advanced,
    description: 'The values of every group at the step (200), or what it awaits (202).',
    properties: { ...(Blocked!['properties'] as object), ...(Advanced!['properties'] as object) },
    required: required.filter((name) => inBoth.has(name)),
  }
}

const anyObject = ({ title, description }: Schema): Schema => ({
  title,
  description,
  type: 'object',
  additionalProperties: true,
})

function useOneSchema({ responses }: Operation): void {
  responses['202']!.content!['application/json']!.schema = { $ref: `${REFERENCE}Advanced` }
}

function useSeries(operation: Operation): void {
  Object.assign(operation, {
    summary: 'Read a series of values',
    parameters: operation.parameters!.filter(({ name }) => name !== 'step'),
  })
  Object.assign(
    operation.parameters!.find(({ name }) => name === 'from')!,
    { required: true },
  )
  operation.responses['200'] = {
    description: 'The values at each step, as columns.',
    content: {
      'application/json': { schema: { $ref: `${REFERENCE}Series` }, example: SERIES },
    },
  }
}

const SERIES = {
  steps: [0, 1, 2],
  groups: [{ name: 'backbone', lr: [0.1, 0.1, 0.010000000000000002] }],
  sealed_through: 2,
}

/** An object without its pending changes. Of further fields, Java keeps those that may be anything. */
function openFields(schema: Schema): Schema {
  const { properties, additionalProperties } = schema
  if (properties === undefined) return schema
  return {
    ...schema,
    properties: filtered(properties as Record<string, unknown>, (_, name) => name !== 'pending'),
    ...(additionalProperties === true ? { additionalProperties: {} } : {}),
  }
}

function withoutUnion(schema: Schema, schemas: Schemas): Schema {
  const referred = schemas[String(schema['$ref']).replace(REFERENCE, '')]
  const { anyOf, oneOf, description = '' } = { ...referred, ...schema }
  const members = (anyOf ?? oneOf) as Schema[] | undefined
  if (!members) return schema
  const [first, second] = members
  if (first!['$ref'] === `${REFERENCE}Advanced`) return first!
  if (second?.['type'] === 'null') return { ...first, ...(description ? { description } : {}) }
  return { description }
}

/** Leaves out the components and the tags that nothing refers to. */
function withUsedComponents(document: Document): Document {
  const used = referredTo(document)
  const kinds = Object.entries(document.components).map(([kind, named]) => [
    kind,
    filtered(named as Record<string, unknown>, (_, name) =>
      used.has(`#/components/${kind}/${name}`),
    ),
  ])
  const { tags = [] } = document as { tags?: { name: string }[] }
  const usedTags = operationsOf(document).flatMap((operation) => (operation as Tagged).tags ?? [])
  return {
    ...document,
    components: Object.fromEntries(kinds) as Document['components'],
    ...{ tags: tags.filter(({ name }) => usedTags.includes(name)) },
  }
}

interface Tagged {
  readonly tags?: string[]
}

/** Every reference in the operations, and in what these refer to. */
function referredTo({ paths, components }: Document): ReadonlySet<string> {
  const used = new Set<string>()
  const named = components as unknown as Record<string, Record<string, unknown>>
  const follow = (part: unknown): void => {
    for (const [, reference = ''] of JSON.stringify(part).matchAll(/"\$ref":"(#[^"]+)"/g)) {
      if (used.has(reference)) continue
      used.add(reference)
      const [, , kind = '', name = ''] = reference.split('/')
      follow(named[kind]![name])
    }
  }
  follow(paths)
  return used
}
