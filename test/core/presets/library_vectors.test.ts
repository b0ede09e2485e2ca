import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { ZodError } from 'zod'
import { PRESET_NAMES } from '../../../src/core/presets/catalogue.ts'
import { Refusal } from '../../../src/core/problem.ts'
import {
  casesOf,
  comparedValues,
  LIBRARIES,
  relativeDifference,
  type LibraryCase,
} from './library_vectors.ts'

/** What was compared with one library. */
interface Tally {
  readonly presets: Set<string>
  configurations: number
  groups: number
  values: number
  different: number
  largest: number
}

const tallies = new Map<string, Tally>()

describe('a preset has the values of its library', () => {
  after(() => console.log(table()))

  for (const library of LIBRARIES) {
    const tally: Tally = {
      presets: new Set(),
      ...{ configurations: 0, groups: 0, values: 0, different: 0, largest: 0 },
    }
    tallies.set(library, tally)
    for (const [preset, cases] of Map.groupBy(casesOf(library), (each) => each.preset)) {
      it(`${library}: ${preset}`, () => {
        tally.presets.add(preset)
        for (const each of cases.filter((one) => !resetsGroupsTogether(one))) compare(each, tally)
      })
    }
  }
})

it('every preset has at least 20 configurations that its library runs', () => {
  const run = LIBRARIES.flatMap(casesOf).filter((each) => each.raises === undefined)
  const count = (name: string) => run.filter(({ registration }) => uses(registration, name)).length
  const few = PRESET_NAMES.filter((name) => count(name) < 20)
  assert.deepEqual(few, [])
})

const uses = (registration: object, preset: string): boolean =>
  JSON.stringify(registration).includes(`"${preset}"`)

/**
 * transformers resets its greedy scheduler once all groups are at their lowest rates, and then all
 * of them; here each group is reset by itself. It matters after 500 reductions, or `reset_start`.
 */
function resetsGroupsTogether({ preset, registration }: LibraryCase): boolean {
  const { groups, schedulers } = registration as {
    groups: readonly unknown[]
    schedulers: readonly { readonly reset_start?: number }[]
  }
  return preset === 'hf/greedy' && groups.length > 1 && schedulers[0]!.reset_start === 0
}

/** Sums of products may differ in the last bits where a library takes cosines, powers or logarithms. */
const TOLERANCE = 1e-12

function compare(each: LibraryCase, tally: Tally): void {
  const where = JSON.stringify(each.registration)
  // The library itself has no value after step 0: its arguments may be refused as well.
  if (each.last_step === 0) return
  if (each.raises !== undefined) {
    assert.throws(
      () => comparedValues(each),
      (refusal) => refusal instanceof Refusal || refusal instanceof ZodError,
      `the library raises ${each.raises}: ${where}`,
    )
    return
  }
  tally.configurations += 1
  tally.groups += Object.keys(each.values ?? {}).length
  for (const value of comparedValues(each)) {
    const difference = relativeDifference(value)
    tally.values += 1
    if (difference > 0) tally.different += 1
    tally.largest = Math.max(tally.largest, difference)
    assert.ok(difference <= TOLERANCE, `${JSON.stringify(value)} in ${where}`)
  }
}

function table(): string {
  const head = ['library', 'presets', 'configurations', 'groups', 'values', 'not identical', 'largest'] // prettier-ignore
  const rows = [...tallies].map(([library, tally]) => [
    library,
    ...[tally.presets.size, tally.configurations, tally.groups, tally.values, tally.different],
    tally.largest.toExponential(1),
  ])
  const lines = [head, ...rows].map((row) => row.map((cell) => String(cell).padEnd(16)).join(''))
  return lines.map((line) => `# ${line.trimEnd()}`).join('\n')
}
