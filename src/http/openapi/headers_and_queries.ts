import type { Operation } from './parts.ts'

const LOCATIONS: Readonly<Record<string, object>> = {
  createOptimizer: { description: 'The path of the optimizer.', schema: { type: 'string' } },
  addGroup: { description: 'The path of the group.', schema: { type: 'string' } },
}
const RETRY_AFTER = {
  description: 'Seconds to wait.',
  schema: { type: 'integer', format: 'int32' },
}

/** Adds the headers of responses that a client acts on. */
export function addResponseHeaders({ operationId = '', responses }: Operation): void {
  const { 201: created, 503: unavailable } = responses
  const location = LOCATIONS[operationId]
  if (created && location) created.headers = { Location: location }
  if (unavailable) unavailable.headers = { 'Retry-After': RETRY_AFTER }
}

const ORDER = ['path', 'query', 'header']

/** Generated methods have their arguments in this order: the path first, as it is written. */
export function sortParameters(operation: Operation): void {
  operation.parameters?.sort((a, b) => ORDER.indexOf(a.in!) - ORDER.indexOf(b.in!))
}

/** A list in a query is one parameter, with commas: by default clients would repeat its name. */
export function addListStyle({ parameters = [] }: Operation): void {
  for (const parameter of parameters) {
    if (parameter.in !== 'query' || parameter.schema?.type !== 'array') continue
    parameter.style = 'form'
    parameter.explode = false
  }
}
