import { loadRun } from '../load_run.ts'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'

/** One optimizer, which all ranks of a job advance step by step, each at its own speed. */

const RANKS = 64
const ROUNDS = 21

const templateFor = (index: number, about: { generation?: number }) =>
  ({ kind: 'single_optimizer', optimizer: `ranks-${index}`, ...about }) as const

const WITH_GENERATION = templateFor(0, { generation: 1 })
/** The service must then read the current generation from its store, once for all concurrent requests. */
const WITHOUT_GENERATION = templateFor(1, {})

async function serviceLoad(servers: LoadTarget) {
  const { service, redis, loadGenerator } = servers
  await register(servers, { name: 'ranks', count: 2 }, TWO_GROUPS)
  return loadRun({ server: service, redis, loadGenerator }, WITH_GENERATION, RANKS)
}

async function measure(servers: Servers) {
  const { service, ceiling, redis, loadGenerator } = servers
  const rounds = await interleave(
    {
      service: await serviceLoad(servers),
      ceiling: loadRun({ server: ceiling, redis, loadGenerator }, WITH_GENERATION, RANKS),
      withoutGeneration: loadRun(
        { server: service, redis, loadGenerator },
        WITHOUT_GENERATION,
        RANKS,
      ),
    },
    ROUNDS,
  )
  const compared = compare(rounds.service, rounds.ceiling)
  const withoutGeneration = compare(rounds.withoutGeneration, rounds.ceiling)
  const seen = {
    service: medians(rounds.service),
    ceiling: medians(rounds.ceiling),
    'no generation': medians(rounds.withoutGeneration),
  }
  return {
    goalResults: [atLeast('one optimizer by 64 ranks at once, of the ceiling', compared.ratio, 1)],
    details: {
      ranks: RANKS,
      rounds: ROUNDS,
      ...compared,
      without_generation: withoutGeneration,
      ...seen,
    },
    text: comparisonTable(`ranks: one optimizer by ${RANKS} at once, ${ROUNDS} rounds`, seen, {
      'of the ceiling': compared,
      'of the ceiling, without a generation': withoutGeneration,
    }),
  }
}

export const ranks: Benchmark = { serviceLoad, measure }
