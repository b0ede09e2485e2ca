import { usedMemory } from '../redis_stats.ts'
import { bearing } from '../load_run.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { measurePages } from '../list_pages.ts'
import { startRedis, startService } from '../processes.ts'
import { rounded } from '../quantile.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, atMost, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'

/**
 * A hundred thousand optimizers stored, held against five hundred: two services, each with a Redis
 * of its own, so that the two can take turns.
 */

const STORED = 100_000
const ADVANCED = 500
const CONNECTIONS = 64
const ROUNDS = 21

const SOME = { kind: 'advance', name: 'fleet', count: ADVANCED } as const
const OTHERS = { ...SOME, first: ADVANCED, count: STORED - ADVANCED }

async function measure({ loader }: Servers) {
  await using redis = await startRedis()
  await using service = await startService(redis)
  const place = { redis, service, loader }
  const empty = await usedMemory(redis)
  const registered = await register(place, { ...SOME, count: STORED }, USUAL)
  const some = await measureSome(place)
  const inTurnOverAll = await onceEach(place)
  const bytes = Math.round(((await usedMemory(redis)) - empty) / STORED)
  const pages = await measurePages(place, `${SOME.name}-${STORED / 2}`)
  const perSecond = { registered: rounded(registered.perSecond), all_in_turn: inTurnOverAll }
  return {
    verdicts: [
      atLeast('advance with 100 000 stored, of that with 500', some.compared.ratio, 0.9),
      atMost('each of 100 000 in Redis', bytes, 1_024, 'bytes'),
      atMost('a page of the list of 100 000', slowest(pages), 10, 'ms'),
    ],
    details: { stored: STORED, rounds: ROUNDS, per_second: perSecond, bytes, pages, ...some },
    text: textOf(some, [
      `a second: ${perSecond.registered} registered, ${perSecond.all_in_turn} advanced in turn over all`,
      `a page of 100, ms: ${pages.first.p50_ms} the first, ${pages.middle.p50_ms} in the middle`,
    ]),
  }
}

const slowest = ({ first, middle }: Awaited<ReturnType<typeof measurePages>>) =>
  Math.max(first.p50_ms, middle.p50_ms)

async function measureSome(many: Subject) {
  await using redis = await startRedis()
  await using service = await startService(redis)
  const few = { redis, service, loader: many.loader }
  await register(few, SOME, USUAL)
  const advancing = ({ service: server, ...others }: Subject) =>
    bearing({ server, ...others }, SOME, CONNECTIONS)
  const rounds = await inTurn({ many: advancing(many), few: advancing(few) }, ROUNDS)
  const compared = compare(rounds.many, rounds.few)
  return { compared, many: medians(rounds.many), few: medians(rounds.few) }
}

/** Advances all that have not been advanced yet, more than the service can hold in its memory. */
async function onceEach({ service, loader }: Subject): Promise<number> {
  const lane = { ask: OTHERS, connections: CONNECTIONS, asked: [], until: OTHERS.count }
  const { lanes } = await loader.through({ port: service.port, lanes: [lane] })
  return rounded(lanes[0]!.perSecond)
}

const textOf = (
  { compared, many, few }: Awaited<ReturnType<typeof measureSome>>,
  notes: readonly string[],
): string =>
  sidesTable(
    `fleet: ${ADVANCED} advanced, with so many stored, ${ROUNDS} rounds`,
    { [STORED]: many, [ADVANCED]: few },
    { [`of that with ${ADVANCED}`]: compared },
    notes,
  )

export const fleet: Row = { measure }
