import { bytesWrittenByAdvance } from '../redis_stats.ts'
import { loadRun } from '../load_run.ts'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { rounded } from '../quantile.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atMost, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'

/** A thousand groups, each with its own learning rate and schedule, compared with two. */

const GROUPS = 1_000
const OPTIMIZERS = 32
const CONNECTIONS = 16
const ROUNDS = 21

const NAMES = Array.from({ length: GROUPS }, (_, index) => `layer-${index}`)

const WIDE = {
  groups: NAMES.map((name, index) => ({ name, lr: 0.1 + index / 7_000, momentum: 0.9 })),
  schedulers: [
    {
      type: 'StepLR',
      step_size: 10,
      gamma: Object.fromEntries(NAMES.map((name, index) => [name, 0.99 + index / 200_000])),
    },
  ],
}

async function advanceLoad(servers: LoadTarget, name: string, definition: object) {
  const { service, redis, loadGenerator } = servers
  const template = { kind: 'advance', name, count: OPTIMIZERS } as const
  await register(servers, template, definition)
  return loadRun({ server: service, redis, loadGenerator }, template, CONNECTIONS)
}

const serviceLoad = (servers: LoadTarget) => advanceLoad(servers, 'wide', WIDE)

async function measure(servers: Servers) {
  const sides = {
    wide: await serviceLoad(servers),
    narrow: await advanceLoad(servers, 'narrow', TWO_GROUPS),
  }
  const before = await bytesWrittenByAdvance(servers.redis, 'wide-0')
  const rounds = await interleave(sides, ROUNDS)
  const bytes = Math.max(before, await bytesWrittenByAdvance(servers.redis, 'wide-0'))
  // The ratio of the numbers of responses is the ratio of the costs of one.
  const { ratio: time, cpu_ratio: cpu } = compare(rounds.narrow, rounds.wide)
  const seen = { '1000 groups': medians(rounds.wide), '2 groups': medians(rounds.narrow) }
  return {
    goalResults: [
      atMost(`${GROUPS} groups, times the time of 2`, time, 8),
      atMost(`${GROUPS} groups, times the CPU time of 2`, cpu, 8),
      atMost(`${GROUPS} groups, what moves, each`, rounded(bytes / GROUPS), 16, 'bytes'),
    ],
    details: {
      optimizers: OPTIMIZERS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      bytes_moved: bytes,
      times: { time, cpu },
      ...seen,
    },
    text: comparisonTable(`groups: ${OPTIMIZERS} optimizers of each, ${ROUNDS} rounds`, seen, {}, [
      `${GROUPS} groups cost ${time} times the time of 2, and ${cpu} times the CPU time`,
    ]),
  }
}

export const groups: Benchmark = { serviceLoad, measure }
