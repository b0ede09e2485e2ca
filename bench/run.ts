import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { comparable, compareCheckouts } from './compare_checkouts.ts'
import { startLoadGenerator } from './load_generator.ts'
import { exitAfter, startCeiling, startRedis, startService } from './processes.ts'
import type { BenchmarkResult } from './benchmark.ts'
import { benchmarksNamed } from './registry.ts'
import { goalTable } from './text_table.ts'

/**
 * What Lockstep costs, measured side by side in one run: `npm run bench`, or some benchmarks, as in
 * `npm run bench -- advance sealed`. It asserts nothing: a missed goal is printed as missed, because
 * other processes of a shared machine change the times.
 *
 * `npm run bench -- --against ../other advance sealed` compares this checkout with another one.
 */

exitAfter(20)

const { values, positionals: names } = parseArgs({
  options: { against: { type: 'string' } },
  allowPositionals: true,
})
const benchmarks = benchmarksNamed(names)
const print = (text: string) => process.stdout.write(`${text}\n`)

const results: [string, BenchmarkResult][] = []
if (values.against === undefined) await measureAll()
else
  await compareCheckouts(
    values.against,
    names.length === 0 ? comparable(benchmarks) : benchmarks,
    print,
  )
// All results in the file are of one run.
if (values.against === undefined && names.length === 0) await writeResults()

async function measureAll(): Promise<void> {
  await using redis = await startRedis()
  await using service = await startService(redis)
  await using ceiling = await startCeiling(redis)
  await using loadGenerator = startLoadGenerator()
  for (const [name, row] of benchmarks) {
    const each = await row.measure({ redis, service, ceiling, loadGenerator })
    print(each.text)
    results.push([name, each])
  }
  print(goalTable(results.flatMap(([, { goalResults }]) => goalResults)))
}

async function writeResults(): Promise<void> {
  const about = { date: new Date().toISOString().slice(0, 10), node: process.version }
  const rows = results.flatMap(([name, { goalResults }]) =>
    goalResults.map((each) => ({ name, ...each })),
  )
  const details = Object.fromEntries(results.map(([name, each]) => [name, each.details]))
  const text = JSON.stringify({ ...about, rows, details }, null, 2)
  await writeFile(new URL('./results.json', import.meta.url), `${text}\n`)
}
