import { bytesWrittenByAdvance } from '../redis_stats.ts'
import { loadRun } from '../load_run.ts'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import type { ServerProcess } from '../processes.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, atMost, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'

/**
 * Advances per second, compared with the ceiling: a minimal server that runs one script for each
 * request and does nothing else.
 */

const OPTIMIZERS = 500
const CONNECTIONS = 64
const ROUNDS = 51

const templateOf = (name: string) => ({ kind: 'advance', name, count: OPTIMIZERS }) as const

interface AdvanceTarget extends Pick<Servers, 'service' | 'loadGenerator'> {
  readonly redis?: ServerProcess
}

/** Advances new optimizers one after the other. Other benchmarks compare with this load too. */
export async function advanceLoad(target: AdvanceTarget, name: string, connections = CONNECTIONS) {
  const { service, ...others } = target
  await register(target, templateOf(name), TWO_GROUPS)
  return loadRun({ server: service, ...others }, templateOf(name), connections)
}

const serviceLoad = (servers: LoadTarget) => advanceLoad(servers, 'advance')

async function measure(servers: Servers) {
  const { ceiling, redis, loadGenerator } = servers
  const theirs = loadRun(
    { server: ceiling, redis, loadGenerator },
    templateOf('advance'),
    CONNECTIONS,
  )
  const sides = { service: await serviceLoad(servers), ceiling: theirs }
  const rounds = await interleave(sides, ROUNDS)
  const compared = compare(rounds.service, rounds.ceiling)
  const seen = { service: medians(rounds.service), ceiling: medians(rounds.ceiling) }
  const bytes = await bytesWrittenByAdvance(redis, 'advance-0')
  const title = `${OPTIMIZERS} optimizers, ${CONNECTIONS} connections`
  return {
    goalResults: [
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
    text: comparisonTable(
      `advance: ${title}, ${ROUNDS} rounds`,
      seen,
      { 'of the ceiling': compared },
      [`bytes that an advance writes: ${bytes}`],
    ),
  }
}

export const advance: Benchmark = { serviceLoad, measure }
