import { bearing } from '../load_run.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { compare, inTurn, medians, type Comparison } from '../interleaved_rounds.ts'
import { atLeast, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'
import { advancing } from './advance.ts'

/**
 * Many optimizers in one call, held against one call for each: over as many connections as are best
 * for those, which is the goal, and over one, which is what a single client has. Beside them what a
 * bare server makes of the same calls, with one script for all of them.
 */

const SIZE = 100
const CONNECTIONS = [1, 2, 3, 4] as const
const ROUNDS = 17
/** As many as are advanced one by one, and so many that no two calls at a time are for the same. */
const OPTIMIZERS = 500

const askOf = (connections: number) =>
  ({ kind: 'batch', name: `batch${connections}`, count: OPTIMIZERS, size: SIZE }) as const

async function batching(servers: Subject, connections: number) {
  const { service, redis, loader } = servers
  const ask = askOf(connections)
  await register(servers, ask, USUAL)
  return bearing({ server: service, redis, loader }, ask, connections)
}

async function measure(servers: Servers) {
  const sides: Record<string, Awaited<ReturnType<typeof advancing>>> = {
    single: await advancing(servers, 'single'),
    'single, 1': await advancing(servers, 'alone', 1),
  }
  const named = CONNECTIONS.map((connections) => `batches, ${connections}`)
  for (const [index, name] of named.entries()) {
    sides[name] = await batching(servers, CONNECTIONS[index]!)
  }
  const { ceiling, redis, loader } = servers
  sides['bare, 4'] = bearing({ server: ceiling, redis, loader }, askOf(4), 4)
  const rounds = await inTurn(sides, ROUNDS)
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
    verdicts: [atLeast(`batches of ${SIZE}, times single advances`, best, 10)],
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
    text: sidesTable(`batch: ${SIZE} optimizers in a call, by connections`, seen, held),
  }
}

export const batch: Row = { ours: (servers) => batching(servers, 2), measure }
