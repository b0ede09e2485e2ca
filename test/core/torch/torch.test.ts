import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { goldenCases, type Golden } from './case.ts'
import { compareColumn, isExact, newCounts, countsTable, type ComparisonCounts } from './compare.ts'
import { columnKey, replay } from './replay.ts'

const TYPES = [
  ...['LambdaLR', 'MultiplicativeLR', 'StepLR', 'MultiStepLR', 'ConstantLR', 'LinearLR'],
  ...['ExponentialLR', 'PolynomialLR', 'CosineAnnealingLR', 'CosineAnnealingWarmRestarts'],
  ...['CyclicLR', 'OneCycleLR', 'ReduceLROnPlateau', 'SWALR', 'SequentialLR', 'ChainedScheduler'],
]

const goldens = TYPES.map((type) => ({ type, ...goldenCases(type) }))
const tallies = new Map<string, ComparisonCounts>()

describe(`against torch ${goldens[0]!.torch}`, () => {
  for (const { type, cases } of goldens) {
    it(`${type}: every value of ${cases.length} configurations is torch's`, () => {
      const exact = tallyOf(`${type}, + - * / and powers`)
      const curved = tallyOf(`${type}, with cos or exp`)
      const wrong = cases.flatMap((golden, number) => {
        const difference = compare(golden, isExact(golden) ? exact : curved)
        return difference === undefined ? [] : [{ type, number, ...difference }]
      })
      assert.deepEqual(wrong, [])
    })
  }

  after(() => console.log(countsTable(tallies).replace(/^/gm, '# ')))
})

function tallyOf(name: string): ComparisonCounts {
  const tally = newCounts()
  tallies.set(name, tally)
  return tally
}

/** The first value of a case beyond the tolerance. */
function compare(golden: Golden, tally: ComparisonCounts) {
  const ours = replay(golden)
  tally.configurations += 1
  const differences = golden.columns.flatMap((column) => {
    const own = Float64Array.from(ours.get(columnKey(column)) ?? [])
    return compareColumn(golden, column, own, tally) ?? []
  })
  return differences[0]
}
