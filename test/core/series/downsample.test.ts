import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Series } from '../../../src/core/series/series.ts'
import { downsample } from '../../../src/core/series/downsample.ts'

const seriesOf = (...columns: number[][]): Series => ({
  steps: Float64Array.from(columns[0]!, (_, index) => index),
  columns: columns.map((values, index) => ({
    group: `g${index}`,
    path: 'lr',
    values: Float64Array.from(values),
  })),
})

/** Downsamples without yielding. */
function thin(series: Series, points: number): Series {
  const work = downsample(series, points)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** The points that downsampling must choose, as the plainest code. */
function chosen({ steps, columns }: Series, points: number): number[] {
  const { length } = steps
  const within = (buckets: number) => {
    const kept = new Set([0, length - 1])
    for (const { values } of columns) {
      for (let bucket = 0; bucket < buckets; bucket++) {
        const start = Math.floor((bucket * length) / buckets)
        const end = Math.floor(((bucket + 1) * length) / buckets)
        const own = Array.from(values.subarray(start, end))
        const known = own.filter((value) => !Number.isNaN(value))
        const at = (value: number) => (known.length > 0 ? start + own.indexOf(value) : end - 1)
        kept.add(at(known.reduce((a, b) => Math.min(a, b), Infinity)))
        kept.add(at(known.reduce((a, b) => Math.max(a, b), -Infinity)))
      }
    }
    return [...kept].sort((a, b) => a - b)
  }
  let buckets = Math.max(1, Math.floor(points / 2))
  let kept = within(buckets)
  while (kept.length > points && buckets > 1) {
    buckets = Math.max(1, Math.floor((buckets * points) / kept.length / 1.1))
    kept = within(buckets)
  }
  return kept
}

describe('a downsampled series', () => {
  it('is the whole series if that is short enough', () => {
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

  it('has the same steps wherever it yields', () => {
    const lengths = [20_000, 8_192, 8_193, 16_385]
    const shapes: ((step: number) => number)[] = [
      (step) => 1 / (step + 1),
      (step) => (step * 7_919) % 1_013,
      (step) => Math.floor(step / 100),
      (step) => (step < 9_000 || step > 12_345 ? NaN : -step),
      () => NaN,
      () => 1,
    ]
    for (const length of lengths) {
      for (const points of [2, 5, 100, 9_999, 8_000]) {
        const columns = shapes.map((shape) => Array.from({ length }, (_, step) => shape(step)))
        for (const some of [columns.slice(0, 1), columns.slice(1, 3), columns.slice(2), columns]) {
          const series = seriesOf(...some)
          const thinned = thin(series, points)
          const steps = length <= points ? [...series.steps] : chosen(series, points)
          assert.deepEqual([...thinned.steps], steps)
          assert.deepEqual(
            thinned.columns.map(({ values }) => [...values]),
            some.map((values) => steps.map((step) => values[step])),
          )
        }
      }
    }
  })

  it('has the same steps for any values', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity))
    const column = fc.array(value, { minLength: 60, maxLength: 60 })
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 59 }),
        (values, points) => {
          const series = seriesOf(...values)
          assert.deepEqual([...thin(series, points).steps], chosen(series, points))
        },
      ),
    )
  })

  it('yields often, for many steps and for many columns', () => {
    const shapes: [columns: number, length: number, points: number][] = [
      [1, 1_000_000, 2],
      [1, 1_000_000, 100_000],
      [1_000, 1_000, 500],
    ]
    for (const [width, length, points] of shapes) {
      const values = Array.from({ length }, (_, step) => (step * 7_919) % 1_013)
      const work = downsample(seriesOf(...Array<number[]>(width).fill(values)), points)
      let pauses = 0
      while (!work.next().done) pauses += 1
      assert.ok(pauses >= (width * length) / 10_000, `${pauses} pauses`)
    }
  })

  it('keeps both ends and the extremes of every column, within the number of points', () => {
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
