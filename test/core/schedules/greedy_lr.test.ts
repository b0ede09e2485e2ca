import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { faults } from './registration_faults.ts'
import { schedulerValues } from './scheduler_values.ts'

/** The values of transformers; see test/golden/greedy.py. */
interface Golden {
  readonly lr: number
  readonly options: object
  readonly metrics: readonly (number | 'nan' | 'inf' | '-inf')[]
  readonly changes: readonly (readonly [report: number, lr: number])[]
}

const file = new URL('../../golden/greedy.json.gz', import.meta.url)
const { transformers, cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
  transformers: string
  cases: readonly Golden[]
}
const WORDS = { nan: NaN, inf: Infinity, '-inf': -Infinity }

const greedy = (more: object = {}) => ({
  ...{ type: 'GreedyLR', monitor: 'loss', min_lr: 0, max_lr: 8, factor: 0.5, patience: 0 },
  ...more,
})

describe(`against GreedyLR of transformers ${transformers}`, () => {
  it(`every value of ${cases.length} configurations is the same double`, () => {
    const wrong = cases.flatMap(({ lr: base, options, metrics, changes }, number) => {
      const losses = metrics.map((metric) => (typeof metric === 'number' ? metric : WORDS[metric]))
      const values = schedulerValues(losses.length, greedy(options), { base, losses })
      const moved = values.flatMap((value, at) =>
        at > 0 && value !== values[at - 1] ? [[at, value]] : [],
      )
      return JSON.stringify(moved) === JSON.stringify(changes) ? [] : [number]
    })
    assert.deepEqual(wrong, [])
  })
})

describe('a greedy schedule', () => {
  it('raises the value after an improvement and lowers it otherwise', () => {
    assert.deepEqual(schedulerValues(4, greedy(), { losses: [3, 2, 2, 1] }), [1, 2, 4, 2, 4])
  })
  it('does not change at steps without a report', () => {
    const losses = [3, undefined, undefined, 2]
    assert.deepEqual(schedulerValues(4, greedy(), { losses }), [1, 2, 2, 2, 4])
  })
  it('resets after enough reductions at its minimum', () => {
    const scheduler = greedy({ min_lr: 0.5, reset_start: 2 })
    assert.deepEqual(
      schedulerValues(4, scheduler, { losses: [NaN, NaN, NaN, 9] }),
      [1, 0.5, 1, 0.5, 1],
    )
  })
  it('keeps its state across an edit', () => {
    const [losses, scheduler] = [[5, 4, 3, 9, 9, 9], greedy({ smooth: true, window_size: 2 })]
    const edits = { 3: { initial_lr: 7 } }
    assert.deepEqual(
      schedulerValues(6, scheduler, { losses, edits }),
      schedulerValues(6, scheduler, { losses }),
    )
  })
})

describe('an invalid greedy schedule is refused', () => {
  const refused: [string, object, RegExp][] = [
    ['no lowest value', greedy({ min_lr: undefined }), /^\/min_lr: given nothing/],
    ['no highest value', greedy({ max_lr: undefined }), /^\/max_lr: given nothing/],
    [
      'a minimum above the maximum',
      greedy({ min_lr: 9 }),
      /^\/max_lr: given 8, wanted at least min_lr, 9/,
    ],
    ['a factor of 1', greedy({ factor: 1 }), /^\/factor: given 1, wanted less than 1/],
    [
      'a factor of 0, which is also a divisor',
      greedy({ factor: 0 }),
      /^\/factor: given 0, wanted more than 0/,
    ],
    ['no metric', greedy({ monitor: undefined }), /^\/monitor: given nothing/],
    ['an empty window', greedy({ window_size: 0 }), /^\/window_size: given 0, wanted at least 1/],
  ]
  for (const [what, scheduler, message] of refused) {
    it(what, () => assert.match(faults(scheduler).join('\n'), message))
  }
})
