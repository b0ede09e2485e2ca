import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { comparable, compareCheckouts } from './compare_checkouts.ts'
import { startLoader } from './load_generator.ts'
import { endAfter, startCeiling, startRedis, startService } from './processes.ts'
import type { Measured } from './benchmark.ts'
import { rowsNamed } from './registry.ts'
import { verdictTable } from './text_table.ts'

/**
 * What Lockstep costs, measured side by side in one run: `npm run bench`, or some rows of it, as
 * in `npm run bench -- advance sealed`. It asserts nothing: a goal that is missed is printed as
 * missed, since machines are shared and times are theirs.
 *
 * `npm run bench -- --against ../other advance sealed` measures this checkout against another.
 */

endAfter(20)

const { values, positionals: names } = parseArgs({
  options: { against: { type: 'string' } },
  allowPositionals: true,
})
const rows = rowsNamed(names)
const print = (text: string) => process.stdout.write(`${text}\n`)

const measured: [string, Measured][] = []
if (values.against === undefined) await measureAll()
else await compareCheckouts(values.against, names.length === 0 ? comparable(rows) : rows, print)
// What is kept is always of one run.
if (values.against === undefined && names.length === 0) await keep()

async function measureAll(): Promise<void> {
  await using redis = await startRedis()
  await using service = await startService(redis)
  await using ceiling = await startCeiling(redis)
  await using loader = startLoader()
  for (const [name, row] of rows) {
    const each = await row.measure({ redis, service, ceiling, loader })
    print(each.text)
    measured.push([name, each])
  }
  print(verdictTable(measured.flatMap(([, { verdicts }]) => verdicts)))
}

async function keep(): Promise<void> {
  const about = { date: new Date().toISOString().slice(0, 10), node: process.version }
  const rows = measured.flatMap(([name, { verdicts }]) =>
    verdicts.map((each) => ({ name, ...each })),
  )
  const details = Object.fromEntries(measured.map(([name, each]) => [name, each.details]))
  const results = JSON.stringify({ ...about, rows, details }, null, 2)
  await writeFile(new URL('./results.json', import.meta.url), `${results}\n`)
}
