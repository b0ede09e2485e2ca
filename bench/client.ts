import type { OptimizerRange } from './requests.ts'
import type { LoadGenerator } from './load_generator.ts'
import type { ServerProcess } from './processes.ts'

/** Requests outside of the measured loads. */

const CONNECTIONS = 32

interface ServiceUnderLoad {
  readonly service: ServerProcess
  readonly loadGenerator: LoadGenerator
}

/** Registers equal optimizers. Their names must be new, because the load starts at their first step. */
export async function register(
  { service, loadGenerator }: ServiceUnderLoad,
  range: OptimizerRange,
  definition: object,
) {
  const template = { ...range, kind: 'register', definition } as const
  const workload = { template, connections: CONNECTIONS, sent: [], total: range.count }
  const { results } = await loadGenerator.runToEnd({ port: service.port, workloads: [workload] })
  return results[0]!
}

/** Sends a request with a JSON body or none, and reads the whole response. */
export async function send({ port }: ServerProcess, method: string, path: string, body?: object) {
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
