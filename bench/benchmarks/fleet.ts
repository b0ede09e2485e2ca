import { usedMemory } from '../redis_stats.ts'
import { loadRun } from '../load_run.ts'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { measurePages } from '../list_pages.ts'
import { startRedis, startService } from '../processes.ts'
import { rounded } from '../quantile.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, atMost, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'

/**
 * A hundred thousand stored optimizers, compared with five hundred: two services, each with its own
 * Redis, so that their rounds can alternate.
 */

const STORED = 100_000
const ADVANCED = 500
const CONNECTIONS = 64
const ROUNDS = 21

const ADVANCED_RANGE = { kind: 'advance', name: 'fleet', count: ADVANCED } as const
const REMAINING_RANGE = { ...ADVANCED_RANGE, first: ADVANCED, count: STORED - ADVANCED }

async function measure({ loadGenerator }: Servers) {
  await using redis = await startRedis()
  await using service = await startService(redis)
  const target = { redis, service, loadGenerator }
  const empty = await usedMemory(redis)
  const registered = await register(target, { ...ADVANCED_RANGE, count: STORED }, TWO_GROUPS)
  const comparison = await compareWithFew(target)
  const allPerSecond = await advanceEachOnce(target)
  const bytes = Math.round(((await usedMemory(redis)) - empty) / STORED)
  const pages = await measurePages(target, `${ADVANCED_RANGE.name}-${STORED / 2}`)
  const perSecond = { registered: rounded(registered.perSecond), each_once: allPerSecond }
  return {
    goalResults: [
      atLeast('advance with 100 000 stored, of that with 500', comparison.compared.ratio, 0.9),
      atMost('each of 100 000 in Redis', bytes, 1_024, 'bytes'),
      atMost('a page of the list of 100 000', slowest(pages), 10, 'ms'),
    ],
    details: { stored: STORED, rounds: ROUNDS, per_second: perSecond, bytes, pages, ...comparison },
    text: textOf(comparison, [
      `a second: ${perSecond.registered} registered, ${perSecond.each_once} advanced one after the other over all`,
      `a page of 100, ms: ${pages.first.p50_ms} the first, ${pages.middle.p50_ms} in the middle`,
    ]),
  }
}

const slowest = ({ first, middle }: Awaited<ReturnType<typeof measurePages>>) =>
  Math.max(first.p50_ms, middle.p50_ms)

async function compareWithFew(many: LoadTarget) {
  await using redis = await startRedis()
  await using service = await startService(redis)
  const few = { redis, service, loadGenerator: many.loadGenerator }
  await register(few, ADVANCED_RANGE, TWO_GROUPS)
  const advanceLoad = ({ service: server, ...others }: LoadTarget) =>
    loadRun({ server, ...others }, ADVANCED_RANGE, CONNECTIONS)
  const rounds = await interleave({ many: advanceLoad(many), few: advanceLoad(few) }, ROUNDS)
  const compared = compare(rounds.many, rounds.few)
  return { compared, many: medians(rounds.many), few: medians(rounds.few) }
}

/** Advances all remaining optimizers, more than the service's cache can hold. */
async function advanceEachOnce({ service, loadGenerator }: LoadTarget): Promise<number> {
  const workload = {
    template: REMAINING_RANGE,
    connections: CONNECTIONS,
    sent: [],
    total: REMAINING_RANGE.count,
  }
  const { results } = await loadGenerator.runToEnd({ port: service.port, workloads: [workload] })
  return rounded(results[0]!.perSecond)
}

const textOf = (
  { compared, many, few }: Awaited<ReturnType<typeof compareWithFew>>,
  notes: readonly string[],
): string =>
  comparisonTable(
    `fleet: ${ADVANCED} advanced, with so many stored, ${ROUNDS} rounds`,
    { [STORED]: many, [ADVANCED]: few },
    { [`of that with ${ADVANCED}`]: compared },
    notes,
  )

export const fleet: Benchmark = { measure }
