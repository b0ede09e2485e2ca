import { bearing } from '../bearing.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { compare, inTurn, medians } from '../rounds.ts'
import { atLeast, atMost, type Row, type Servers } from '../row.ts'
import { sidesTable } from '../table.ts'

/**
 * Advances per second, held against the ceiling: a bare server that runs one script for each
 * request and does nothing else.
 */

const OPTIMIZERS = 500
const CONNECTIONS = 64
const ROUNDS = 31

const ASK = { kind: 'advance', name: 'advance', count: OPTIMIZERS } as const

/** Advances 500 optimizers in turn: what other rows are held against as well. */
export async function advancing({ service, redis, loader }: Omit<Servers, 'ceiling'>) {
  await register(service.port, ASK.name, ASK.count, USUAL)
  return bearing({ server: service, redis, loader }, ASK, CONNECTIONS)
}

async function measure(servers: Servers) {
  const { ceiling, redis, loader } = servers
  const theirs = bearing({ server: ceiling, redis, loader }, ASK, CONNECTIONS)
  const sides = { service: await advancing(servers), ceiling: theirs }
  const rounds = await inTurn(sides, ROUNDS)
  const compared = compare(rounds.service, rounds.ceiling)
  const seen = { service: medians(rounds.service), ceiling: medians(rounds.ceiling) }
  const load = `${OPTIMIZERS} optimizers in turn, ${CONNECTIONS} connections`
  return {
    verdicts: [
      atLeast('advance, of the ceiling', compared.ratio, 0.9),
      atMost('advance, p99, times that of the ceiling', compared.p99_ratio, 1.3),
    ],
    details: {
      optimizers: OPTIMIZERS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      ...compared,
      ...seen,
    },
    text: sidesTable(`advance: ${load}, ${ROUNDS} rounds`, seen, { 'of the ceiling': compared }),
  }
}

export const advance: Row = { ours: advancing, measure }
