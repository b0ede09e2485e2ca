import { bytesMoved } from '../redis_stats.ts'
import { bearing } from '../load_run.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import type { Running } from '../processes.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, atMost, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'

/**
 * Advances per second, held against the ceiling: a bare server that runs one script for each
 * request and does nothing else.
 */

const OPTIMIZERS = 500
const CONNECTIONS = 64
const ROUNDS = 51

const askOf = (name: string) => ({ kind: 'advance', name, count: OPTIMIZERS }) as const

interface Place extends Pick<Servers, 'service' | 'loader'> {
  readonly redis?: Running
}

/** Advances new optimizers in turn: what other rows are held against as well. */
export async function advancing(place: Place, name: string, connections = CONNECTIONS) {
  const { service, ...others } = place
  await register(place, askOf(name), USUAL)
  return bearing({ server: service, ...others }, askOf(name), connections)
}

const ours = (servers: Subject) => advancing(servers, 'advance')

async function measure(servers: Servers) {
  const { ceiling, redis, loader } = servers
  const theirs = bearing({ server: ceiling, redis, loader }, askOf('advance'), CONNECTIONS)
  const sides = { service: await ours(servers), ceiling: theirs }
  const rounds = await inTurn(sides, ROUNDS)
  const compared = compare(rounds.service, rounds.ceiling)
  const seen = { service: medians(rounds.service), ceiling: medians(rounds.ceiling) }
  const bytes = await bytesMoved(redis, 'advance-0')
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
      bytes_written: bytes,
      ...compared,
      ...seen,
    },
    text: sidesTable(`advance: ${load}, ${ROUNDS} rounds`, seen, { 'of the ceiling': compared }, [
      `bytes that an advance writes: ${bytes}`,
    ]),
  }
}

export const advance: Row = { ours, measure }
