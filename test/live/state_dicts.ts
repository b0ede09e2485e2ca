/**
 * Advances random definitions to a random step on the core, loads the state dicts of that step in
 * torch, and compares every value of the 50 steps after it.
 *
 *   PYTHON=.venv/bin/python node test/live/state_dicts.ts [--seed s] [--cases 500] [--first 0]
 *
 * A failing case is printed with the arguments that run it again; LOCKSTEP_TEST_SEED is a seed too.
 */
import { parseArgs } from 'node:util'
import { hyperparametersAt } from '../../src/core/trajectory/frame.ts'
import { stateDicts } from '../../src/core/encoding/state_dict.ts'
import type { State } from '../../src/core/trajectory/state.ts'
import type { Case } from '../core/torch/case.ts'
import {
  compareColumn,
  isExact,
  newCounts,
  countsTable,
  type ComparisonCounts,
} from '../core/torch/compare.ts'
import { columnKey, runCase, record } from '../core/torch/replay.ts'
import { startPython } from './python.ts'

/** A random case, and the step at which torch continues. */
interface Example {
  readonly torch: string
  readonly type: string
  readonly case: Case
  readonly at: number
}

/** Torch's values from that step on. */
interface Continued {
  readonly columns: readonly {
    readonly group: string
    readonly param: string
    readonly first: number
    readonly values: readonly number[]
  }[]
  readonly error: string | null
}

/** The state that torch continues from, and our values from that step on. */
interface TorchInput {
  dicts: object
  groups: object
  readonly columns: Map<string, number[]>
}

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: process.env['LOCKSTEP_TEST_SEED'] ?? `${Date.now()}` },
    cases: { type: 'string', default: '500' },
    first: { type: 'string', default: '0' },
  },
})
const { seed } = given
const first = Number(given.first)
const cases = Number(given.cases)
const counts = new Map<string, ComparisonCounts>()
let dicts = 0
let failures = 0
let version = ''

console.log(`Seed ${seed}, cases ${first} to ${first + cases - 1}`)
const python = startPython('state_dicts.py')
try {
  for (let number = first; number < first + cases; number++) await runCaseNumber(number)
} finally {
  await python.stop()
}
console.log(`\n${countsTable(new Map([...counts].sort(([a], [b]) => a.localeCompare(b))))}\n`)
console.log(`${dicts} dicts of ${cases} cases: ${failures} cases differ from torch ${version}`)
process.exitCode = failures === 0 ? 0 : 1

async function runCaseNumber(number: number): Promise<void> {
  const example = (await python.send({ seed, number })) as Example
  version = example.torch
  const { columns, ...handed } = runToHandover(example)
  const request = { case: example.case, at: example.at, ...handed }
  const continued = (await python.send(request)) as Continued
  const differences = differencesFromTorch(example, continued, columns)
  if (differences.length === 0) return
  failures += 1
  console.log(`\nCase ${number} differs (--seed ${seed} --first ${number} --cases 1):`)
  for (const difference of differences.slice(0, 5)) console.log(`  ${difference}`)
  if (failures <= 3) console.log(JSON.stringify(request, undefined, 1))
}

function runToHandover(example: Example): TorchInput {
  const handed: TorchInput = { dicts: {}, groups: {}, columns: new Map() }
  runCase(example.case, (optimizer) => {
    const { state } = optimizer
    if (state.step < example.at) return
    if (state.step === example.at) Object.assign(handed, torchState(state))
    record(optimizer, handed.columns)
  })
  return handed
}

/** The dicts of the schedulers, and each group as torch's param_group. */
function torchState(state: State) {
  const { frame, program, values } = state
  const taken = stateDicts(state)
  dicts += Object.keys(taken.whole).length + Object.values(taken.parts).flat().length
  const groups = frame.groups.map(({ name, groupExtras }, index) => {
    const hyperparameters = hyperparametersAt(program.layouts[index]!, values)
    return [name, { ...hyperparameters, ...groupExtras }] as const
  })
  return { dicts: taken, groups: Object.fromEntries(groups) }
}

/** All differences from torch, as texts. */
function differencesFromTorch(
  example: Example,
  { columns, error }: Continued,
  ours: ReadonlyMap<string, readonly number[]>,
): string[] {
  const counts = countsOf(example)
  counts.configurations += 1
  if (error !== null) return [`torch raises ${error}`]
  const lost = ours.size === columns.length ? [] : [`${ours.size} columns, torch ${columns.length}`]
  const found = columns.flatMap((column) => {
    const torch = { ...column, values: Float64Array.from(column.values, plain) }
    const own = Float64Array.from(ours.get(columnKey(column)) ?? [], plain)
    return compareColumn(example.case, torch, own, counts) ?? []
  })
  return [...lost, ...found.map((difference) => JSON.stringify(difference))]
}

/** JSON has no negative zero: it counts as zero. */
function plain(value: number): number {
  return value + 0
}

function countsOf({ type, case: example }: Example): ComparisonCounts {
  const name = `${type}, ${isExact(example) ? '+ - * / and powers' : 'with cos or exp'}`
  const tally = counts.get(name) ?? newCounts()
  counts.set(name, tally)
  return tally
}
