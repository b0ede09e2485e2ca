import { existsSync } from 'node:fs'
import type { Benchmark } from './benchmark.ts'
import { startLoadGenerator } from './load_generator.ts'
import { mainOf, startRedis, startService, startServiceOf } from './processes.ts'
import {
  compare,
  interleave,
  medians,
  type Comparison,
  type Medians,
} from './interleaved_rounds.ts'
import { comparisonTable, textTable, type TableRow } from './text_table.ts'

/**
 * Compares the service of this checkout with the service of another one, such as the commit before
 * a change: `git worktree add ../before COMMIT`, `npm ci` in that folder, and
 * `npm run bench -- --against ../before advance sealed`. Of the other checkout only `src/main.ts`,
 * the environment variables and the HTTP API are used, so its files may have other names.
 *
 * Each service has its own Redis, because the two stored formats may differ. Both run on the Node
 * that runs the bench. `--against .` compares a checkout with itself: the distance of that ratio
 * from 1 is the noise of the machine.
 */

const ROUNDS = 51

type Named<T> = readonly [name: string, value: T]

/** The benchmarks with a load on the service alone. */
export const comparable = (rows: readonly Named<Benchmark>[]) =>
  rows.filter(([, { serviceLoad }]) => serviceLoad)

/** Prints the details of each benchmark, then a table with one line for each. */
export async function compareCheckouts(
  checkout: string,
  rows: readonly Named<Benchmark>[],
  print: (text: string) => void,
): Promise<void> {
  if (!existsSync(mainOf(checkout))) {
    throw new Error(`Cannot compare with ${checkout}: it has no src/main.ts`)
  }
  const loads = loadsOf(rows)
  await using loadGenerator = startLoadGenerator()
  await using redis = await startRedis()
  await using service = await startService(redis)
  await using otherRedis = await startRedis()
  await using otherService = await startServiceOf(checkout, otherRedis)
  const here = { redis, service, loadGenerator }
  const there = { redis: otherRedis, service: otherService, loadGenerator }
  const results: Named<Result>[] = []
  for (const [name, load] of loads) {
    const rounds = await interleave({ this: await load(here), that: await load(there) }, ROUNDS)
    const sides = { this: medians(rounds.this), that: medians(rounds.that) }
    const compared = compare(rounds.this, rounds.that)
    print(
      comparisonTable(`${name}: ${ROUNDS} pairs of rounds`, sides, { 'this to that': compared }),
    )
    results.push([name, { ...sides, compared }])
  }
  print(resultTable(checkout, results))
}

type Load = NonNullable<Benchmark['serviceLoad']>

/** Throws if a benchmark has no load on the service alone. */
function loadsOf(rows: readonly Named<Benchmark>[]): Named<Load>[] {
  return rows.map(([name, { serviceLoad }]) => {
    if (!serviceLoad)
      throw new Error(`Cannot compare checkouts by ${name}: it is no load on the service alone`)
    return [name, serviceLoad]
  })
}

interface Result {
  readonly this: Medians
  readonly that: Medians
  readonly compared: Comparison
}

const resultTable = (checkout: string, results: readonly Named<Result>[]): string =>
  textTable(
    `this checkout, and that of ${checkout}: responses per second, and the median ratio of pairs`,
    [
      ['', 'this', 'that', 'ratio', 'lower quartile', 'upper quartile', 'by CPU time'],
      ...results.map(([name, { this: ours, that, compared }]): TableRow => [
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
