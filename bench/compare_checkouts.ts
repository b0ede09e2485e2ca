import { existsSync } from 'node:fs'
import type { Row } from './benchmark.ts'
import { startLoader } from './load_generator.ts'
import { mainOf, startRedis, startService, startServiceOf } from './processes.ts'
import { compare, inTurn, medians, type Comparison, type Medians } from './interleaved_rounds.ts'
import { sidesTable, table, type Line } from './text_table.ts'

/**
 * The service of this checkout against the service of another one, such as the commit before a
 * change: `git worktree add ../before COMMIT`, `npm ci` in it, and
 * `npm run bench -- --against ../before advance sealed`. Of the other checkout only `src/main.ts`,
 * the environment variables and the HTTP API are used, so its files may have other names.
 *
 * Each service has a Redis of its own, so that their stored formats and optimizers cannot meet. Both
 * run on the Node that runs the bench. `--against .` compares a checkout with itself: how far that
 * ratio is from 1 is what the machine adds.
 */

const ROUNDS = 51

type Named<T> = readonly [name: string, value: T]

/** Those that put a load on the service alone. */
export const comparable = (rows: readonly Named<Row>[]) => rows.filter(([, { ours }]) => ours)

/** Prints the details of each benchmark, and at the end one line for each. */
export async function compareCheckouts(
  checkout: string,
  rows: readonly Named<Row>[],
  print: (text: string) => void,
): Promise<void> {
  if (!existsSync(mainOf(checkout))) {
    throw new Error(`Cannot compare with ${checkout}: it has no src/main.ts`)
  }
  const loads = loadsOf(rows)
  await using loader = startLoader()
  await using redis = await startRedis()
  await using service = await startService(redis)
  await using otherRedis = await startRedis()
  await using otherService = await startServiceOf(checkout, otherRedis)
  const here = { redis, service, loader }
  const there = { redis: otherRedis, service: otherService, loader }
  const results: Named<Result>[] = []
  for (const [name, load] of loads) {
    const rounds = await inTurn({ this: await load(here), that: await load(there) }, ROUNDS)
    const sides = { this: medians(rounds.this), that: medians(rounds.that) }
    const compared = compare(rounds.this, rounds.that)
    print(sidesTable(`${name}: ${ROUNDS} pairs of rounds`, sides, { 'this to that': compared }))
    results.push([name, { ...sides, compared }])
  }
  print(resultTable(checkout, results))
}

type Load = NonNullable<Row['ours']>

/** Throws where a benchmark was named that puts no load on the service alone. */
function loadsOf(rows: readonly Named<Row>[]): Named<Load>[] {
  return rows.map(([name, { ours }]) => {
    if (!ours)
      throw new Error(`Cannot compare checkouts by ${name}: it is no load on the service alone`)
    return [name, ours]
  })
}

interface Result {
  readonly this: Medians
  readonly that: Medians
  readonly compared: Comparison
}

const resultTable = (checkout: string, results: readonly Named<Result>[]): string =>
  table(
    `this checkout, and that of ${checkout}: answers per second, and the median ratio of pairs`,
    [
      ['', 'this', 'that', 'ratio', 'lower quartile', 'upper quartile', 'by CPU time'],
      ...results.map(([name, { this: ours, that, compared }]): Line => [
        name,
        ours.per_second,
        that.per_second,
        compared.ratio,
        compared.ratio_lower_quartile,
        compared.ratio_upper_quartile,
        compared.cpu_ratio,
      ]),
    ],
  )
