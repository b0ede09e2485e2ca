import { bearing } from '../load_run.ts'
import { register, send } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'

/**
 * One sealed step asked for by all ranks, held against a route with the same body and the same
 * answer that asks no store.
 */

const RANKS = 64
const ROUNDS = 31

/** Far enough for rates that take as many digits as those of the other route. */
const BODY = { step: 100, generation: 1 }

const sealedAsk = (path: string) =>
  ({ kind: 'same', method: 'POST', path, body: BODY, wanted: '"step":100,' }) as const

async function ours(servers: Subject) {
  const { service, redis, loader } = servers
  await register(servers, { name: 'sealed', count: 1 }, USUAL)
  const path = '/v1/optimizers/sealed-0/steps'
  await send(service, 'POST', path, { step: BODY.step })
  return bearing({ server: service, redis, loader }, sealedAsk(path), RANKS)
}

async function measure(servers: Servers) {
  const { ceiling, redis, loader } = servers
  const ask = sealedAsk('/v1/storeless/sealed-0/steps')
  const theirs = bearing({ server: ceiling, redis, loader }, ask, RANKS)
  const rounds = await inTurn({ service: await ours(servers), storeless: theirs }, ROUNDS)
  const compared = compare(rounds.service, rounds.storeless)
  const seen = { service: medians(rounds.service), storeless: medians(rounds.storeless) }
  return {
    verdicts: [atLeast('a sealed step, of a route without a store', compared.ratio, 0.95)],
    details: { ranks: RANKS, rounds: ROUNDS, ...compared, ...seen },
    text: sidesTable(`sealed: one step asked for by ${RANKS} ranks, ${ROUNDS} rounds`, seen, {
      'of the route without a store': compared,
    }),
  }
}

export const sealed: Row = { ours, measure }
