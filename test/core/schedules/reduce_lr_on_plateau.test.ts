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

it('a best that is no number is refused at it', () => {
  const [fault] = faults(halving({ best: 'inf' }))
  assert.match(String(fault), /^\/best: /)
})
