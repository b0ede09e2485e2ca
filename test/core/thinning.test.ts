import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { thinning, type Series } from '../../src/core/series.ts'

const seriesOf = (...columns: number[][]): Series => ({
  steps: Float64Array.from(columns[0]!, (_, index) => index),
  columns: columns.map((values, index) => ({
    group: `g${index}`,
    path: 'lr',
    values: Float64Array.from(values),
  })),
})

/** Thins without a pause. */
function thin(series: Series, points: number): Series {
  const work = thinning(series, points)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

describe('a thinned series', () => {
  it('is the whole one where that is short enough', () => {
    const series = seriesOf([1, 2, 3])
    assert.equal(thin(series, 3), series)
  })

  it('keeps the peak of a group that joins in the middle of a bucket', () => {
    const values = Array.from({ length: 30 }, (_, step) => (step < 5 ? NaN : step === 6 ? 50 : 1))
    const thinned = thin(seriesOf(values), 6)
    assert.ok([...thinned.columns[0]!.values].includes(50))
  })

  it('keeps a peak of one step among a thousand', () => {
    const values = Array.from({ length: 1000 }, (_, step) => (step === 637 ? 9 : 1 / (step + 1)))
    const { steps, columns } = thin(seriesOf(values), 20)
    assert.ok(steps.length <= 20)
    assert.ok(steps.includes(637))
    assert.equal(columns[0]!.values[steps.indexOf(637)], 9)
  })

  it('keeps both ends and the extremes of every column, in at most so many points', () => {
    const column = fc.array(fc.double({ noNaN: true }), { minLength: 200, maxLength: 200 })
    const columns = fc.array(column, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(columns, fc.integer({ min: 10, max: 150 }), (values, points) => {
        const thinned = thin(seriesOf(...values), points)
        assert.ok(thinned.steps.length <= points)
        assert.deepEqual([thinned.steps[0], thinned.steps.at(-1)], [0, 199])
        thinned.columns.forEach((kept, index) => {
          assert.equal(Math.max(...kept.values), Math.max(...values[index]!))
          assert.equal(Math.min(...kept.values), Math.min(...values[index]!))
        })
      }),
    )
  })
})
