import type { Request } from './http_connection.ts'

/** The requests of a workload, as data, because it is sent to the load generator's process. */
export type RequestTemplate =
  | ({ readonly kind: 'fixed' } & FixedRequest)
  | ({ readonly kind: 'advance' } & OptimizerRange)
  | ({ readonly kind: 'window' } & OptimizerRange & { readonly ahead: number })
  | ({ readonly kind: 'advance_many' } & OptimizerRange & { readonly size: number })
  | ({ readonly kind: 'single_optimizer' } & SingleOptimizer)
  | ({ readonly kind: 'register' } & OptimizerRange & { readonly definition: object })

/** The same request each time. */
interface FixedRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly expected: string
}

/** The optimizers of the requests, one after the other: `{name}-{first}`, `{name}-{first + 1}`, ... */
export interface OptimizerRange {
  readonly name: string
  readonly first?: number
  readonly count: number
}

/** One optimizer, which each connection advances step by step at its own speed. */
interface SingleOptimizer {
  readonly optimizer: string
  readonly generation?: number
}

/** Returns the `nth` request of the workload, which is the `own`th of its connection, from 0. */
export type RequestFactory = (nth: number, own: number) => Request

export function requestFactory(template: RequestTemplate): RequestFactory {
  switch (template.kind) {
    case 'fixed':
      return fixedRequest(template)
    case 'advance':
      return (nth) => advanceRequest(template, nth, 1, {})
    case 'window':
      return (nth) => advanceRequest(template, nth, template.ahead + 1, { ahead: template.ahead })
    case 'advance_many':
      return (nth) => advanceManyRequest(template, nth)
    case 'single_optimizer':
      return (_nth, own) => singleOptimizerRequest(template, own + 1)
    case 'register':
      return registerRequest(template)
  }
}

function fixedRequest({ method, path, body, expected }: FixedRequest): RequestFactory {
  const text = requestText(method, path, body && JSON.stringify(body))
  return () => ({ text, status: 200, expected })
}

/** The next advance of the next optimizer: all are advanced once before any is advanced again. */
function advanceRequest(
  range: OptimizerRange,
  nth: number,
  stepsPerRequest: number,
  options: { ahead?: number },
): Request {
  const step = Math.floor(nth / range.count) * stepsPerRequest + 1
  const { ahead } = options
  const text = requestText(
    'POST',
    stepsPath(optimizerId(range, nth)),
    JSON.stringify({ step, ...options }),
  )
  const expected = ahead === undefined ? `"step":${step},` : `"through":${step + ahead},`
  return { text, status: 200, expected }
}

function advanceManyRequest(
  { size, ...range }: OptimizerRange & { readonly size: number },
  nth: number,
): Request {
  const first = nth * size
  const step = Math.floor(first / range.count) + 1
  let steps = ''
  for (let index = first; index < first + size; index++) {
    steps += `${index === first ? '' : ','}{"optimizer":"${optimizerId(range, index)}","step":${step}}`
  }
  const text = requestText('POST', '/v1/steps', `{"steps":[${steps}]}`)
  // A text that only values contain. It is searched a hundred times, by a first letter that is rare.
  return {
    text,
    status: 200,
    expected: `p":${step},"sealed_through":${step},"groups"`,
    occurrences: size,
  }
}

function singleOptimizerRequest({ optimizer, generation }: SingleOptimizer, step: number): Request {
  const text = requestText('POST', stepsPath(optimizer), JSON.stringify({ step, generation }))
  return { text, status: 200, expected: `"step":${step},` }
}

function registerRequest({
  definition,
  ...range
}: OptimizerRange & { readonly definition: object }): RequestFactory {
  const body = JSON.stringify(definition)
  return (nth) => {
    const id = optimizerId(range, nth)
    const text = requestText('PUT', `/v1/optimizers/${id}`, body)
    return { text, status: 201, expected: `"id":"${id}"` }
  }
}

const optimizerId = ({ name, first = 0, count }: OptimizerRange, nth: number): string =>
  `${name}-${first + (nth % count)}`

const stepsPath = (optimizer: string): string => `/v1/optimizers/${optimizer}/steps`

function requestText(method: string, path: string, body?: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n`
  if (body === undefined) return `${head}\r\n`
  return `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}
