import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { aggregateReports } from '../../../src/core/metrics/aggregate.ts'

const number = fc.double({ noNaN: false })
const weight = fc.double({ min: 1e-300, max: 1e300, noNaN: true })
const shuffled = <T>(all: readonly T[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })

/** Reports of all ranks, and the same reports in another order. */
const inTwoOrders = (values: readonly number[], weights?: readonly number[]) => {
  const reports = values.map((value, rank) => ({
    rank,
    value,
    ...(weights ? { weight: weights[rank]! } : {}),
  }))
  return shuffled(reports).map((other) => [reports, other] as const)
}

/** Plain loops in the order of ranks, as the reference. */
const PLAIN = {
  sum: (values: readonly number[]) => {
    let sum = 0
    for (const value of values) sum += value
    return sum
  },
  mean: (values: readonly number[]) => PLAIN.sum(values) / values.length,
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
  median: (values: readonly number[]) => {
    if (values.some(Number.isNaN)) return NaN
    const sorted = [...values].sort((a, b) => a - b)
    const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1]
    return low === high ? sorted[low]! : (sorted[low]! + sorted[high]!) / 2
  },
}

describe('the reports of ranks', () => {
  for (const how of ['sum', 'mean', 'min', 'max', 'median'] as const) {
    it(`have their ${how} in plain arithmetic, to the bit, in any order of arrival`, () => {
      const reports = fc.array(number, { minLength: 1, maxLength: 64 })
      fc.assert(
        fc.property(
          reports.chain((values) => inTwoOrders(values).map((both) => ({ values, both }))),
          ({ values, both: [one, other] }) => {
            const expected = PLAIN[how](values)
            assert.ok(
              Object.is(aggregateReports(one, how), Object.is(expected, -0) ? -0 : expected),
            )
            assert.ok(Object.is(aggregateReports(other, how), aggregateReports(one, how)))
          },
        ),
      )
    })
  }

  it('are weighted in the order of ranks', () => {
    const reports = fc.array(fc.tuple(fc.double({ noNaN: true }), weight), {
      minLength: 1,
      maxLength: 64,
    })
    const both = reports.chain((pairs) => {
      const [values, weights] = [pairs.map(([value]) => value), pairs.map(([, weight]) => weight)]
      return inTwoOrders(values, weights)
    })
    fc.assert(
      fc.property(both, ([one, other]) => {
        let [over, under] = [0, 0]
        for (const { value, weight } of one) {
          over += value * weight!
          under += weight!
        }
        const expected = over / under
        assert.ok(Object.is(aggregateReports(one, 'mean'), expected))
        assert.ok(Object.is(aggregateReports(other, 'mean'), expected))
      }),
    )
  })

  it('have the min and max of -0 and 0 of torch’s reductions: the two are equal', () => {
    const reports = [0, -0].map((value, rank) => ({ rank, value }))
    assert.ok(aggregateReports(reports, 'min') === 0 && aggregateReports(reports, 'max') === 0)
  })
})
