import { loadRun } from '../load_run.ts'
import { register, send } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'

/**
 * One sealed step requested by all ranks, compared with a route that has the same body and the same
 * response and uses no store.
 */

const RANKS = 64
const ROUNDS = 31

/** A step whose learning rates have as many digits as those of the other route. */
const BODY = { step: 100, generation: 1 }

const sealedRequest = (path: string) =>
  ({ kind: 'fixed', method: 'POST', path, body: BODY, expected: '"step":100,' }) as const

async function serviceLoad(servers: LoadTarget) {
  const { service, redis, loadGenerator } = servers
  await register(servers, { name: 'sealed', count: 1 }, TWO_GROUPS)
  const path = '/v1/optimizers/sealed-0/steps'
  await send(service, 'POST', path, { step: BODY.step })
  return loadRun({ server: service, redis, loadGenerator }, sealedRequest(path), RANKS)
}

async function measure(servers: Servers) {
  const { ceiling, redis, loadGenerator } = servers
  const template = sealedRequest('/v1/storeless/sealed-0/steps')
  const theirs = loadRun({ server: ceiling, redis, loadGenerator }, template, RANKS)
  const rounds = await interleave(
    { service: await serviceLoad(servers), storeless: theirs },
    ROUNDS,
  )
  const compared = compare(rounds.service, rounds.storeless)
  const seen = { service: medians(rounds.service), storeless: medians(rounds.storeless) }
  return {
    goalResults: [atLeast('a sealed step, of a route without a store', compared.ratio, 0.95)],
    details: { ranks: RANKS, rounds: ROUNDS, ...compared, ...seen },
    text: comparisonTable(`sealed: one step requested by ${RANKS} ranks, ${ROUNDS} rounds`, seen, {
      'of the route without a store': compared,
    }),
  }
}

export const sealed: Benchmark = { serviceLoad, measure }
