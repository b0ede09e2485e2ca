import { loadRun } from '../load_run.ts'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { compare, interleave, medians, type Comparison } from '../interleaved_rounds.ts'
import { atLeast, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'
import { advanceLoad } from './advance.ts'

/**
 * Many optimizers in one call, compared with one call for each: over the number of connections that
 * is best for those, which is the goal, and over one connection, as a single client has. Beside them
 * a minimal server with the same calls, which runs one script for each call.
 */

const SIZE = 100
const CONNECTIONS = [1, 2, 3, 4] as const
const ROUNDS = 17
/** As many as in the load of single advances, so many that no two concurrent calls share one. */
const OPTIMIZERS = 500

const templateOf = (connections: number) =>
  ({ kind: 'advance_many', name: `batch${connections}`, count: OPTIMIZERS, size: SIZE }) as const

async function batchLoad(servers: LoadTarget, connections: number) {
  const { service, redis, loadGenerator } = servers
  const template = templateOf(connections)
  await register(servers, template, TWO_GROUPS)
  return loadRun({ server: service, redis, loadGenerator }, template, connections)
}

async function measure(servers: Servers) {
  const sides: Record<string, Awaited<ReturnType<typeof advanceLoad>>> = {
    single: await advanceLoad(servers, 'single'),
    'single, 1': await advanceLoad(servers, 'alone', 1),
  }
  const named = CONNECTIONS.map((connections) => `batches, ${connections}`)
  for (const [index, name] of named.entries()) {
    sides[name] = await batchLoad(servers, CONNECTIONS[index]!)
  }
  const { ceiling, redis, loadGenerator } = servers
  sides['bare, 4'] = loadRun({ server: ceiling, redis, loadGenerator }, templateOf(4), 4)
  const rounds = await interleave(sides, ROUNDS)
  const compared: Record<string, Comparison> = {}
  for (const name of named) compared[name] = compare(rounds[name]!, rounds['single']!, SIZE)
  const best = Math.max(...Object.values(compared).map(({ ratio }) => ratio))
  const bare = compare(rounds['bare, 4']!, rounds['single']!, SIZE)
  const alone = compare(rounds[named[0]!]!, rounds['single, 1']!, SIZE)
  const seen = Object.fromEntries(
    Object.entries(rounds).map(([name, each]) => [name, medians(each)]),
  )
  const held = { ...compared, 'bare, 4': bare, 'over one connection each': alone }
  return {
    goalResults: [atLeast(`batches of ${SIZE}, times single advances`, best, 10)],
    details: {
      size: SIZE,
      rounds: ROUNDS,
      optimizers: OPTIMIZERS,
      best,
      compared,
      bare,
      alone,
      ...seen,
    },
    text: comparisonTable(`batch: ${SIZE} optimizers in a call, by connections`, seen, held),
  }
}

export const batch: Benchmark = { serviceLoad: (servers) => batchLoad(servers, 2), measure }
