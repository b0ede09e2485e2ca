import { encodeCursor } from '../src/http/contract/list_query.ts'
import type { Loader } from './load_generator.ts'
import type { Running } from './processes.ts'
import { rounded } from './quantile.ts'

/** How long a page of the list of optimizers takes, the first one and one further on. */

const ASKED = 100

interface Place {
  readonly service: Running
  readonly loader: Loader
}

/** Times the first page, and the one that follows on an optimizer. */
export async function measurePages(place: Place, after: string) {
  const path = '/v1/optimizers?limit=100'
  const middle = `${path}&cursor=${encodeCursor(after)}`
  return { first: await page(place, path), middle: await page(place, middle) }
}

/** One after the other, on one connection. */
async function page({ service, loader }: Place, path: string) {
  const ask = { kind: 'same', method: 'GET', path, wanted: '"next_cursor":"' } as const
  const lane = { ask, connections: 1, asked: [], until: ASKED }
  const { lanes } = await loader.through({ port: service.port, lanes: [lane] })
  const { p50Ms, p99Ms } = lanes[0]!
  return { p50_ms: rounded(p50Ms), p99_ms: rounded(p99Ms) }
}
