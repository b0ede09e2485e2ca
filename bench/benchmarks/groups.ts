import { bytesMoved } from '../redis_stats.ts'
import { bearing } from '../load_run.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { rounded } from '../quantile.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atMost, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'

/** A thousand groups, each with a rate and a schedule of its own, held against two. */

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

async function advancing(servers: Subject, name: string, definition: object) {
  const { service, redis, loader } = servers
  const ask = { kind: 'advance', name, count: OPTIMIZERS } as const
  await register(servers, ask, definition)
  return bearing({ server: service, redis, loader }, ask, CONNECTIONS)
}

const ours = (servers: Subject) => advancing(servers, 'wide', WIDE)

async function measure(servers: Servers) {
  const sides = { wide: await ours(servers), narrow: await advancing(servers, 'narrow', USUAL) }
  const before = await bytesMoved(servers.redis, 'wide-0')
  const rounds = await inTurn(sides, ROUNDS)
  const bytes = Math.max(before, await bytesMoved(servers.redis, 'wide-0'))
  // As many times more as there are narrow answers, so much does a wide one cost.
  const { ratio: time, cpu_ratio: cpu } = compare(rounds.narrow, rounds.wide)
  const seen = { '1000 groups': medians(rounds.wide), '2 groups': medians(rounds.narrow) }
  return {
    verdicts: [
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
    text: sidesTable(`groups: ${OPTIMIZERS} optimizers of each, ${ROUNDS} rounds`, seen, {}, [
      `${GROUPS} groups cost ${time} times the time of 2, and ${cpu} times the CPU time`,
    ]),
  }
}

export const groups: Row = { ours, measure }
