import type { FastifyInstance } from 'fastify'
import type { ProblemCode } from '../problems/table.ts'

export interface NamedExample {
  readonly summary: string
  readonly value: object
}

/** An example of a call: the body and the response, if it has them. */
export interface Example {
  readonly body?: object
  /** Several bodies, by name. */
  readonly bodies?: Readonly<Record<string, NamedExample>>
  readonly response?: object
  /** The response with status 202, to a call that is only accepted. */
  readonly accepted?: object
}

declare module 'fastify' {
  interface FastifyContextConfig {
    example?: Example
  }
}

/** What a route declares for the document, besides its schemas. */
export interface RouteFacts {
  readonly example: Example
  /** The codes of its problems, by the status of the response. */
  readonly codes: Readonly<Record<string, readonly ProblemCode[]>>
}

/** Collects the facts of each route that is added later, by its operationId. */
export function collectRouteFacts(app: FastifyInstance): ReadonlyMap<string, RouteFacts> {
  const routes = new Map<string, RouteFacts>()
  app.addHook('onRoute', ({ schema, config }) => {
    if (!schema?.operationId) return
    const { example = {} } = config ?? {}
    routes.set(schema.operationId, { example, codes: codesOf(schema.response as object) })
  })
  return routes
}

/** `refusals()` of the contract gives each response its codes. */
const codesOf = (responses: object): RouteFacts['codes'] =>
  Object.fromEntries(
    Object.entries(responses).flatMap(([status, response]) => {
      const { codes } = response as { codes?: readonly ProblemCode[] }
      return codes ? [[status, codes]] : []
    }),
  )
