import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closeTo } from './close_to.ts'
import { faults } from './registration_faults.ts'
import { schedulerValues, schedulerValuesAt } from './scheduler_values.ts'

const table = (points: unknown[], interpolation?: string) => ({
  type: 'TableLR',
  points,
  ...(interpolation === undefined ? {} : { interpolation }),
})
const POINTS = [
  [2, 1],
  [4, 0.5],
  [8, { value: 0.1 }],
]

describe('a table', () => {
  it('switches at each point, and keeps the first level before and the last one after', () => {
    assert.deepEqual(schedulerValues(9, table(POINTS)), [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1])
  })
  it('interpolates linearly', () => {
    closeTo(
      schedulerValues(9, table(POINTS, 'linear')),
      [1, 1, 1, 0.75, 0.5, 0.4, 0.3, 0.2, 0.1, 0.1],
    )
  })
  it('interpolates by half cosine waves', () => {
    const middle = (at: number) => 0.5 * ((1 + Math.cos(Math.PI * at)) / 2)
    closeTo(
      schedulerValues(
        5,
        table(
          [
            [0, 0.5],
            [4, 0],
          ],
          'cosine',
        ),
      ),
      [0.5, middle(0.25), 0.25, middle(0.75), 0, 0],
    )
  })
  it('may have 10 000 points', () => {
    const points = Array.from({ length: 10_000 }, (_, at) => [3 * at, at])
    assert.deepEqual(
      schedulerValuesAt([0, 2, 3, 29_996, 40_000], table(points)),
      [0, 0, 1, 9998, 9999],
    )
  })
  it('may have a single point', () => {
    assert.deepEqual(schedulerValues(3, table([[2, 0.5]], 'linear')), [0.5, 0.5, 0.5, 0.5])
  })
})

describe('a table without values is refused', () => {
  const refused: [string, object, RegExp][] = [
    ['no points', table([]), /^\/points: given a list of 0, wanted at least 1/],
    [
      'a repeated step',
      table([
        [0, 1],
        [5, 2],
        [5, 3],
      ]),
      /^\/points\/2\/0: given 5 after 5, wanted ascending steps/,
    ],
    [
      'decreasing steps',
      table([
        [5, 1],
        [4, 2],
      ]),
      /^\/points\/1\/0: given 4 after 5/,
    ],
    ['a negative step', table([[-1, 1]]), /^\/points\/0\/0: given -1, wanted at least 0/],
    ['a point of three', table([[1, 1, 1]]), /^\/points\/0: given a list of 3/],
    [
      'too many points',
      table(new Array(100_001).fill([0, 1])),
      /^\/points: given a list of 100001/,
    ],
  ]
  for (const [what, scheduler, message] of refused) {
    it(what, () => assert.match(faults(scheduler).join('\n'), message))
  }
})
