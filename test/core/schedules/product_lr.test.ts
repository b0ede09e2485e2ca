import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closeTo } from './close_to.ts'
import { faults } from './registration_faults.ts'
import { schedulerValues } from './scheduler_values.ts'

const UP = { type: 'PhasedLR', phases: [{ curve: 'linear', from: 0, to: 1, duration: 4 }] }
const HALVING = { type: 'StepLR', step_size: 2, gamma: 0.5 }
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const GREEDY = { type: 'GreedyLR', monitor: 'loss', factor: 0.5, patience: 0, min_lr: 0, max_lr: 8 }
const product = (...schedulers: object[]) => ({ type: 'ProductLR', schedulers })

describe('a product', () => {
  it('multiplies the initial value by the factors of its schedulers', () => {
    assert.deepEqual(schedulerValues(5, product(UP, HALVING), { base: 4 }), [0, 1, 1, 1.5, 1, 1])
  })
  it('equals one scheduler exactly where all others have a factor of 1', () => {
    const curve = { type: 'PhasedLR', phases: [{ curve: 'cosine', to: 0, duration: 100 }] }
    const ones = { type: 'ConstantLR', factor: 1 }
    const play = { base: 0.3 }
    assert.deepEqual(
      schedulerValues(100, product(ones, curve, ones), play),
      schedulerValues(100, curve, play),
    )
  })
  it('uses a value as a ratio to the initial value', () => {
    const fixed = { type: 'TableLR', points: [[0, { value: 2 }]] }
    assert.deepEqual(schedulerValues(4, product(fixed, UP), { base: 4 }), [0, 0.5, 1, 1.5, 2])
  })
  it('allows each scheduler its own "every"', () => {
    const slow = { ...HALVING, step_size: 1, every: 3 }
    assert.deepEqual(schedulerValues(6, product(UP, slow)), [0, 0.25, 0.5, 0.375, 0.5, 0.5, 0.25])
  })
  it('is not a chain: no scheduler continues from the value of another', () => {
    const cosine = { type: 'CosineAnnealingLR', T_max: 10, eta_min: 0.2 }
    const warmup = { type: 'LinearLR', start_factor: 0.25, total_iters: 5 }
    const [, second] = schedulerValues(1, product(warmup, cosine))
    closeTo([second!], [(0.25 + 0.15) * (0.2 + (0.8 * (1 + Math.cos(Math.PI / 10))) / 2)])
  })
})

describe('a product with a scheduler that monitors a metric', () => {
  const losses = [1, 9, 9, undefined, 9, 0, -1]

  it('multiplies by the factor that the scheduler gives a separate value', () => {
    assert.deepEqual(
      schedulerValues(7, product(UP, PLATEAU), { base: 4, losses }),
      [0, 1, 1, 0.75, 1, 0.5, 0.5, 0.5],
    )
  })
  it('allows it to rise too, and allows several of them', () => {
    assert.deepEqual(
      schedulerValues(3, product(GREEDY, PLATEAU, HALVING), { losses: [1, 0, 9] }),
      [1, 2, 2, 0.5],
    )
  })
  it('is not changed by an edit of the current value', () => {
    const series = schedulerValues(7, product(UP, PLATEAU), { losses, edits: { 5: { lr: 77 } } })
    assert.deepEqual(series, [0, 0.25, 0.25, 0.1875, 0.25, 77, 0.125, 0.125])
  })
  it('keeps its factor when the initial value is edited', () => {
    const series = schedulerValues(4, product(PLATEAU), {
      losses: [1, 9, 1, 1],
      edits: { 2: { initial_lr: 8 } },
    })
    assert.deepEqual(series, [1, 1, 0.5, 2, 1])
  })
  it('may follow a warmup', () => {
    const warm = { type: 'WarmupLR', duration: 2, scheduler: PLATEAU }
    assert.deepEqual(
      schedulerValues(5, product(warm), { losses: [9, 9, 9, 9, 9] }),
      [0, 0.5, 1, 1, 0.5, 0.25],
    )
  })
  it('starts at the milestone of a sequence', () => {
    const sequence = { type: 'SequentialLR', milestones: [3], schedulers: [UP, product(PLATEAU)] }
    assert.deepEqual(
      schedulerValues(5, sequence, { losses: [1, 2, 3, 4, 5] }),
      [0, 0.25, 0.5, 1, 1, 0.5],
    )
  })
})

describe('a product for a group at 0', () => {
  it('stays 0 while its schedulers do', () => {
    assert.deepEqual(
      schedulerValues(3, product(UP, PLATEAU), { base: 0, losses: [1, 9, 9] }),
      [0, 0, 0, 0],
    )
  })
  it('has no value if one of them gives another value', () => {
    const fixed = { type: 'TableLR', points: [[0, 0], [2, { value: 1 }]] } // prettier-ignore
    assert.deepEqual(schedulerValues(1, product(fixed), { base: 0 }), [0, 0])
    assert.throws(
      () => schedulerValues(2, product(fixed), { base: 0 }),
      /value_not_finite|no_value/,
    )
  })
})

describe('an invalid product is refused', () => {
  const refused: [string, object, RegExp][] = [
    [
      'a plateau with its own "every"',
      product({ ...PLATEAU, every: 2 }),
      /^\/schedulers\/0\/every: "every" is allowed on the top-level/,
    ],
    ['no schedulers', product(), /^\/schedulers: given a list of 0/],
    [
      'a scheduler that continues from its last value',
      product(UP, { type: 'SWALR', swa_lr: 1 }),
      /^\/schedulers\/1: given a scheduler whose value depends on its previous value/,
    ],
    [
      'the same beside one that monitors a metric',
      product(PLATEAU, { type: 'ExpressionLR', lr: 'lr' }),
      /^\/schedulers\/1: given a scheduler whose value depends on its previous value/,
    ],
    ['what is wrong with one inside', product(UP, { type: 'TableLR', points: [[1, 1], [0, 1]] }), /^\/schedulers\/1\/points\/1\/0: given 0 after 1/], // prettier-ignore
  ]
  for (const [what, scheduler, message] of refused) {
    it(what, () => assert.match(faults(scheduler).join('\n'), message))
  }
})
