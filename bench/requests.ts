import type { Request } from './http_connection.ts'

/** What a connection may ask, as data: it is sent to the process that makes the load. */
export type Ask =
  | ({ readonly kind: 'same' } & Same)
  | ({ readonly kind: 'advance' } & InTurn)
  | ({ readonly kind: 'window' } & InTurn & { readonly ahead: number })
  | ({ readonly kind: 'batch' } & InTurn & { readonly size: number })
  | ({ readonly kind: 'walk' } & Walk)
  | ({ readonly kind: 'register' } & InTurn & { readonly definition: object })

/** One request, again and again. */
interface Same {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly wanted: string
}

/** The optimizers that are asked for in turn: `{name}-{first}`, `{name}-{first + 1}`, ... */
export interface InTurn {
  readonly name: string
  readonly first?: number
  readonly count: number
}

/** One optimizer, which each connection takes from step to step at its own pace. */
interface Walk {
  readonly optimizer: string
  readonly generation?: number
}

/** Makes the request that is the `nth` of its lane, and the `own` of its connection, from 0. */
export type Maker = (nth: number, own: number) => Request

export function makerOf(ask: Ask): Maker {
  switch (ask.kind) {
    case 'same':
      return same(ask)
    case 'advance':
      return (nth) => advance(ask, nth, 1, {})
    case 'window':
      return (nth) => advance(ask, nth, ask.ahead + 1, { ahead: ask.ahead })
    case 'batch':
      return (nth) => batch(ask, nth)
    case 'walk':
      return (_nth, own) => walk(ask, own + 1)
    case 'register':
      return register(ask)
  }
}

function same({ method, path, body, wanted }: Same): Maker {
  const text = requestText(method, path, body && JSON.stringify(body))
  return () => ({ text, status: 200, wanted })
}

/** The next stride of the next optimizer: all have made one before any makes another. */
function advance(many: InTurn, nth: number, stride: number, others: { ahead?: number }): Request {
  const step = Math.floor(nth / many.count) * stride + 1
  const { ahead } = others
  const text = requestText('POST', stepsOf(idOf(many, nth)), JSON.stringify({ step, ...others }))
  const wanted = ahead === undefined ? `"step":${step},` : `"through":${step + ahead},`
  return { text, status: 200, wanted }
}

function batch({ size, ...many }: InTurn & { readonly size: number }, nth: number): Request {
  const first = nth * size
  const step = Math.floor(first / many.count) + 1
  let steps = ''
  for (let index = first; index < first + size; index++) {
    steps += `${index === first ? '' : ','}{"optimizer":"${idOf(many, index)}","step":${step}}`
  }
  const text = requestText('POST', '/v1/steps', `{"steps":[${steps}]}`)
  // What only values have. It is looked for a hundred times by its first letter, of which there are few.
  return { text, status: 200, wanted: `p":${step},"sealed_through":${step},"groups"`, times: size }
}

function walk({ optimizer, generation }: Walk, step: number): Request {
  const text = requestText('POST', stepsOf(optimizer), JSON.stringify({ step, generation }))
  return { text, status: 200, wanted: `"step":${step},` }
}

function register({ definition, ...many }: InTurn & { readonly definition: object }): Maker {
  const body = JSON.stringify(definition)
  return (nth) => {
    const id = idOf(many, nth)
    const text = requestText('PUT', `/v1/optimizers/${id}`, body)
    return { text, status: 201, wanted: `"id":"${id}"` }
  }
}

const idOf = ({ name, first = 0, count }: InTurn, nth: number): string =>
  `${name}-${first + (nth % count)}`

const stepsOf = (optimizer: string): string => `/v1/optimizers/${optimizer}/steps`

function requestText(method: string, path: string, body?: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n`
  if (body === undefined) return `${head}\r\n`
  return `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}
