import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faults } from './registration_faults.ts'
import { schedulerValues } from './scheduler_values.ts'

/** Halves the value at each report without an improvement. */
const halving = (more: object) => ({
  ...{ type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 },
  ...more,
})
const losses = [1, 1, 1, 1, 1, 1]

describe('the reports that ReduceLROnPlateau counts', () => {
  it('are all of them by default', () => {
    const values = schedulerValues(4, halving({}), { losses })
    assert.deepEqual(values, [1, 1, 0.5, 0.25, 0.125])
  })
  it('are those from begin on, before end', () => {
    const values = schedulerValues(6, halving({ begin: 2, end: 5 }), { losses })
    assert.deepEqual(values, [1, 1, 1, 0.5, 0.25, 0.25, 0.25])
  })
  it('are on the clock of the scheduler', () => {
    const values = schedulerValues(6, halving({ begin: 2, every: 2 }), { losses })
    assert.deepEqual(values, [1, 1, 1, 1, 1, 1, 0.5])
  })
  it('are compared with best before any report', () => {
    const values = schedulerValues(3, halving({ best: 0.5 }), { losses: [0.6, 0.4, 0.4] })
    assert.deepEqual(values, [1, 0.5, 0.5, 0.25])
  })
  it('begin where a sequence activates it', () => {
    const hold = { type: 'ConstantLR', factor: 1 }
    const sequence = (begin: number) => ({
      type: 'SequentialLR',
      ...{ schedulers: [hold, halving({ begin, best: 0 })], milestones: [2] },
    })
    assert.deepEqual(schedulerValues(3, sequence(1), { losses }), [1, 1, 1, 0.5])
  })
})

describe('what optax adds to ReduceLROnPlateau', () => {
  it('is the mean of several reports', () => {
    const values = schedulerValues(6, halving({ accumulation_size: 2 }), {
      losses: [1, 3, 1, 1, 2, 0],
    })
    assert.deepEqual(values, [1, 1, 1, 1, 1, 1, 0.5])
  })
  it('is an absolute improvement beside a relative one', () => {
    const both = halving({ threshold: 0.1, threshold_abs: 0.1 })
    const values = schedulerValues(3, both, { losses: [1, 0.85, 0.75] })
    assert.deepEqual(values, [1, 1, 0.5, 0.5])
  })
  it('is a factor of the initial value with a lowest one', () => {
    const scaled = halving({ min_scale: 0.25 })
    const values = schedulerValues(4, scaled, { base: 0.3, losses: [1, 1, 1, 1] })
    assert.deepEqual(values, [0.3, 0.3, 0.3 * 0.5, 0.3 * 0.25, 0.3 * 0.25])
  })
})

it('with ignores_in_cooldown, which is Paddle’s, a report in the cooldown cannot become the best one', () => {
  const losses = [1, 2, 0.5, 0.9]
  const with1 = (more: object) => schedulerValues(4, halving({ cooldown: 1, ...more }), { losses })
  assert.deepEqual(with1({}), [1, 1, 0.5, 0.5, 0.25])
  assert.deepEqual(with1({ ignores_in_cooldown: true }), [1, 1, 0.5, 0.5, 0.5])
})

it('a best that is no number is refused at it', () => {
  const [fault] = faults(halving({ best: 'inf' }))
  assert.match(String(fault), /^\/best: /)
})
