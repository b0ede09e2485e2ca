/**
 * Expands random configurations of the presets `hf/*` on the core, runs transformers itself, and
 * compares every value: to the bit, or within 1e-12 where the formula has a cosine.
 *
 *   PYTHON=.venv/bin/python node test/live/transformers.ts [--seed s] [--cases 1000] [--first 0]
 *
 * A failing case is printed with the arguments that run it again; LOCKSTEP_TEST_SEED is a seed too.
 */
import { parseArgs } from 'node:util'
import { ZodError } from 'zod'
import { define, RegistrationBody } from '../../src/core/definition/registration.ts'
import { Refusal } from '../../src/core/problem.ts'
import {
  comparedValues,
  relativeDifference,
  type ComparedValue,
  type LibraryCase,
} from '../core/presets/library_vectors.ts'
import { countsTable, newCounts, type ComparisonCounts } from '../core/torch/compare.ts'
import { startPython } from './python.ts'

/** Where the formula has a cosine: the largest difference relative to the value of transformers. */
const RELATIVE = 1e-12
/** The same near zero, where 1 + cos cancels: relative to the largest value of the group. */
const NEAR_ZERO = 1e-15
/** How many differences of a case, and how many cases, are printed. */
const PRINTED = 5

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: process.env['LOCKSTEP_TEST_SEED'] ?? `${Date.now()}` },
    cases: { type: 'string', default: '1000' },
    first: { type: 'string', default: '0' },
  },
})
const { seed } = given
const first = Number(given.first)
const cases = Number(given.cases)
const counts = new Map<string, ComparisonCounts>()
let refusals = 0
let failures = 0
let version = ''

console.log(`Seed ${seed}, cases ${first} to ${first + cases - 1}`)
const began = performance.now()
const python = startPython('transformers_oracle.py')
try {
  let response = python.send({ seed, number: first })
  for (let number = first; number < first + cases; number++) {
    const each = (await response) as LibraryCase
    // Python runs the next case meanwhile.
    if (number + 1 < first + cases) response = python.send({ seed, number: number + 1 })
    version = each.library
    const differences = differencesOf(each)
    if (differences.length > 0) printCase(number, each, differences)
  }
} finally {
  await python.stop()
}
console.log(`\n${countsTable(new Map([...counts].sort(([a], [b]) => a.localeCompare(b))))}\n`)
const seconds = Math.round((performance.now() - began) / 1000)
const outcome = `${failures} differ from ${version}, ${refusals} refused by both`
console.log(`${cases} cases in ${seconds} s: ${outcome}`)
process.exitCode = failures === 0 ? 0 : 1

/** All differences from transformers, as texts. Where it raises, the registration is refused. */
function differencesOf(each: LibraryCase): string[] {
  try {
    const compared = comparedValues(each)
    if (each.raises !== undefined) return [`transformers raises ${each.raises}`]
    return differingValues(each, compared).map((value) => JSON.stringify(value))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) && !(refusal instanceof ZodError)) throw refusal
    // After its step 0 the library has no value: its arguments may be refused as well.
    if (each.raises === undefined && each.last_step !== 0) return [`refused: ${refusal.message}`]
    refusals += 1
    return []
  }
}

function differingValues(each: LibraryCase, compared: readonly ComparedValue[]): ComparedValue[] {
  const { name, exact } = formulaOf(each)
  const tally = counts.get(name) ?? newCounts()
  counts.set(name, tally)
  tally.configurations += 1
  return compared.filter((value) => {
    const difference = relativeDifference(value)
    tally.values += 1
    if (difference > 0) tally.different += 1
    tally.furthest = Math.max(tally.furthest, difference)
    if (exact) return difference !== 0
    if (difference <= RELATIVE) return false
    const largest = Math.max(...Object.values(each.values![value.group]!).flat().map(Math.abs))
    return !(Math.abs(value.ours - value.theirs) <= NEAR_ZERO * largest)
  })
}

/** The preset, and whether every bit of its formula is determined. */
function formulaOf({ preset, registration }: LibraryCase) {
  const { schedulers } = define(RegistrationBody.parse(registration))
  const exact = !JSON.stringify(schedulers).includes('cos(')
  return { name: `${preset}, ${exact ? '+ - * / and powers' : 'with cos'}`, exact }
}

function printCase(number: number, each: LibraryCase, differences: readonly string[]): void {
  failures += 1
  if (failures > PRINTED) return
  console.log(`\nCase ${number} differs (--seed ${seed} --first ${number} --cases 1):`)
  for (const difference of differences.slice(0, PRINTED)) console.log(`  ${difference}`)
  const { metrics, registration, steps } = each
  console.log(JSON.stringify({ registration, metrics, steps }))
}
