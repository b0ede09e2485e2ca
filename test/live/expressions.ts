/**
 * Compares expressions with the CPython of this machine: `node test/live/expressions.ts`, with
 * `--seed n` to replay a run, and `--count n` for more or fewer than ten thousand.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare, summary } from '../golden/expressions.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    count: { type: 'string', default: '10000' },
  },
})

const script = fileURLToPath(new URL('expressions.py', import.meta.url))
const printed = execFileSync(
  process.env['PYTHON'] ?? 'python3',
  ['-B', script, '--seed', values.seed, '--count', values.count],
  { encoding: 'utf8', maxBuffer: 2 ** 30 },
)
const comparison = compare(printed)
console.log(summary(comparison))
for (const difference of comparison.differing.slice(0, 20)) console.log(difference)
process.exitCode = comparison.differing.length === 0 ? 0 : 1
