import type { InTurn } from './requests.ts'
import type { Loader } from './load_generator.ts'
import type { Running } from './processes.ts'

/** What the bench asks outside of its measured loads. */

const CONNECTIONS = 32

interface Place {
  readonly service: Running
  readonly loader: Loader
}

/** Registers optimizers, all alike, which must be new: steps are counted from their first. */
export async function register({ service, loader }: Place, many: InTurn, definition: object) {
  const ask = { ...many, kind: 'register', definition } as const
  const lane = { ask, connections: CONNECTIONS, asked: [], until: many.count }
  const { lanes } = await loader.through({ port: service.port, lanes: [lane] })
  return lanes[0]!
}

/** Sends JSON, or nothing, and reads the whole answer. */
export async function send({ port }: Running, method: string, path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: body ? { 'content-type': 'application/json' } : {},
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  if (response.ok) return text
  throw new Error(`Cannot ${method} ${path}: ${response.status} ${text}`)
}
