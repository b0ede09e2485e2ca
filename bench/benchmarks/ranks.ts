import { bearing } from '../load_run.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'

/** One optimizer, which all ranks of a job take from step to step, each at its own pace. */

const RANKS = 64
const ROUNDS = 21

const walk = (index: number, about: { generation?: number }) =>
  ({ kind: 'walk', optimizer: `ranks-${index}`, ...about }) as const

const NAMED = walk(0, { generation: 1 })
/** The service must then ask its store which generation is meant, for all that ask at once. */
const UNNAMED = walk(1, {})

async function ours(servers: Subject) {
  const { service, redis, loader } = servers
  await register(servers, { name: 'ranks', count: 2 }, USUAL)
  return bearing({ server: service, redis, loader }, NAMED, RANKS)
}

async function measure(servers: Servers) {
  const { service, ceiling, redis, loader } = servers
  const rounds = await inTurn(
    {
      service: await ours(servers),
      ceiling: bearing({ server: ceiling, redis, loader }, NAMED, RANKS),
      unnamed: bearing({ server: service, redis, loader }, UNNAMED, RANKS),
    },
    ROUNDS,
  )
  const compared = compare(rounds.service, rounds.ceiling)
  const unnamed = compare(rounds.unnamed, rounds.ceiling)
  const seen = {
    service: medians(rounds.service),
    ceiling: medians(rounds.ceiling),
    'no generation': medians(rounds.unnamed),
  }
  return {
    verdicts: [atLeast('one optimizer by 64 ranks at once, of the ceiling', compared.ratio, 1)],
    details: { ranks: RANKS, rounds: ROUNDS, ...compared, without_generation: unnamed, ...seen },
    text: sidesTable(`ranks: one optimizer by ${RANKS} at once, ${ROUNDS} rounds`, seen, {
      'of the ceiling': compared,
      'of the ceiling, without a generation': unnamed,
    }),
  }
}

export const ranks: Row = { ours, measure }
