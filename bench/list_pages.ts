import { encodeCursor } from '../src/http/contract/list_query.ts'
import type { LoadGenerator } from './load_generator.ts'
import type { ServerProcess } from './processes.ts'
import { rounded } from './quantile.ts'

/** The latency of a page of the list of optimizers: of the first page, and of a later one. */

const REQUESTS = 100

interface ServiceUnderLoad {
  readonly service: ServerProcess
  readonly loadGenerator: LoadGenerator
}

/** Measures the first page, and the page after an optimizer. */
export async function measurePages(target: ServiceUnderLoad, after: string) {
  const path = '/v1/optimizers?limit=100'
  const middle = `${path}&cursor=${encodeCursor(after)}`
  return { first: await measurePage(target, path), middle: await measurePage(target, middle) }
}

/** Requests it many times, one after the other, on one connection. */
async function measurePage({ service, loadGenerator }: ServiceUnderLoad, path: string) {
  const template = { kind: 'fixed', method: 'GET', path, expected: '"next_cursor":"' } as const
  const workload = { template, connections: 1, sent: [], total: REQUESTS }
  const { results } = await loadGenerator.runToEnd({ port: service.port, workloads: [workload] })
  const { p50Ms, p99Ms } = results[0]!
  return { p50_ms: rounded(p50Ms), p99_ms: rounded(p99Ms) }
}
