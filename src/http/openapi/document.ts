import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import { mergeInputs, titleComponents } from './components.ts'
import { addExamples } from './examples.ts'
import { addListStyle, addResponseHeaders, sortParameters } from './headers_and_queries.ts'
import { mapSchemas, operationsOf, type Document, type Operation } from './parts.ts'
import { portable } from './portable_schema.ts'
import { shareProblemResponses } from './problem_responses.ts'
import { mapDiscriminators } from './discriminators.ts'
import { openResponses } from './open_responses.ts'
import { nameValuesByGroup } from './values_by_group.ts'
import type { RouteFacts } from './route_facts.ts'

type Transformed = Parameters<typeof jsonSchemaTransformObject>[0]

/**
 * Transforms the generated OpenAPI document into the published one. What it changes in schemas is
 * for the generators of clients: openapi-python-client, openapi-typescript, openapi-generator and
 * openapi-ts.
 */
export function transformDocument(routes: ReadonlyMap<string, RouteFacts>) {
  return (transformed: Transformed): Partial<OpenAPIV3_1.Document> => {
    const generated = jsonSchemaTransformObject(transformed) as unknown as Document
    const merged = mergeInputs(mapSchemas(generated, portable))
    const document = titleComponents(mapDiscriminators(openResponses(nameValuesByGroup(merged))))
    for (const operation of operationsOf(document)) {
      addExamples(operation, routes.get(operation.operationId!)?.example ?? {})
      addResponseHeaders(operation)
      addListStyle(operation)
      sortParameters(operation)
    }
    const codesOf = ({ operationId }: Operation) => routes.get(operationId!)?.codes ?? {}
    return shareProblemResponses(document, codesOf) as object
  }
}
