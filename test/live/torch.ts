/**
 * Runs random definitions in a real service and in torch, and compares every value.
 *
 *   PYTHON=.venv/bin/python node test/live/torch.ts [--seed s] [--cases 500] [--first 0]
 *
 * A failing case is printed with the arguments that run it again.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isExact, newCounts, countsTable, type ComparisonCounts } from '../core/torch/compare.ts'
import { startService, type Service } from '../service.ts'
import { differencesFromTorch } from './torch_compare.ts'
import { startOracle, type Example, type Oracle } from './torch_oracle.ts'
import { runCase } from './torch_service.ts'

const CONCURRENCY = 8
/** How many failing cases are printed in full. */
const PRINTED = 5

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: `${Date.now()}` },
    cases: { type: 'string', default: '500' },
    first: { type: 'string', default: '0' },
  },
})
const { seed } = given
const first = Number(given.first)
const cases = Number(given.cases)
const counts = new Map<string, ComparisonCounts>()
let failures = 0
let version = ''

console.log(`Seed ${seed}, cases ${first} to ${first + cases - 1}`)
const began = performance.now()
const directory = await mkdtemp(join(tmpdir(), 'lockstep-torch-'))
const oracle = startOracle()
const service = await startService({ LOCKSTEP_DATA: join(directory, 'lockstep.db') })
try {
  await runCases(service, oracle)
} finally {
  await Promise.all([service.stop(), oracle.stop()])
  await rm(directory, { recursive: true, force: true })
}
console.log(`\n${countsTable(new Map([...counts].sort(([a], [b]) => a.localeCompare(b))))}\n`)
const seconds = Math.round((performance.now() - began) / 1000)
console.log(`${cases} cases in ${seconds} s: ${failures} differ from torch ${version}`)
process.exitCode = failures === 0 ? 0 : 1

/** Several cases concurrently, each by the next free worker. */
async function runCases(service: Service, oracle: Oracle): Promise<void> {
  let next = first
  const worker = async () => {
    while (next < first + cases) {
      const number = next++
      const example = await oracle.example(seed, number)
      version = example.torch
      const outcome = await runCase(`${service.url}/v1/optimizers/case-${number}`, example)
      const differences = differencesFromTorch(example, outcome, countsOf(example))
      if (differences.length > 0) printCase(number, example, differences)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

function countsOf(example: Example): ComparisonCounts {
  const kind = isExact(example.case) ? '+ - * / and powers' : 'with cos or exp'
  const name = `${example.type}, ${kind}`
  const tally = counts.get(name) ?? newCounts()
  counts.set(name, tally)
  return tally
}

function printCase(number: number, example: Example, differences: readonly string[]): void {
  failures += 1
  console.log(`\nCase ${number} differs (--seed ${seed} --first ${number} --cases 1):`)
  for (const difference of differences.slice(0, PRINTED)) console.log(`  ${difference}`)
  if (failures > PRINTED) return
  console.log(
    JSON.stringify({ ...example.case, requested_steps: example.requested_steps }, undefined, 1),
  )
}
