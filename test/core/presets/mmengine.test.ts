import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faults } from '../schedules/registration_faults.ts'
import { schedulerValues } from '../schedules/scheduler_values.ts'

const restart = (count: number) => ({
  preset: 'mmengine/cosine_restart',
  periods: Array.from({ length: count }, () => 4),
  restart_weights: Array.from({ length: count }, (_, index) => 1 / (index + 1)),
  eta_min: 0,
})

describe('mmengine/cosine_restart', () => {
  it('is the same in one expression and in several', () => {
    const values = schedulerValues(400, restart(100))
    assert.deepEqual(values.slice(0, 80), schedulerValues(79, restart(20)))
    const tops = values.filter((_, step) => step % 4 === 0 && step < 400)
    assert.deepEqual(tops, restart(100).restart_weights)
    assert.equal(values[400], values[399])
  })
})

describe('a window of MMEngine', () => {
  const halving = { preset: 'mmengine/exponential', gamma: 0.5 }

  it('ends with the run, in epochs of the scheduler', () => {
    const settings = { total_steps: 5 }
    const values = schedulerValues(8, { ...halving, every: 2 }, { settings })
    assert.deepEqual(values, [1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    const every = '40%'
    assert.deepEqual(schedulerValues(8, { ...halving, every }, { settings }), values)
  })
  it('is as long as the run around it allows, inside other schedulers too', () => {
    const sequence = {
      type: 'SequentialLR',
      ...{ schedulers: [{ type: 'ConstantLR', factor: 1 }, halving], milestones: [1], every: 2 },
    }
    const values = schedulerValues(8, sequence, { settings: { total_steps: 5 } })
    assert.deepEqual(values, [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5])
  })
  it('has a step', () => {
    const found = faults({ ...halving, begin: 5, end: 5 })
    assert.deepEqual(found, ['/end: given 5, wanted a step after begin, 5'])
  })
})

describe('mmengine/one_cycle', () => {
  it('drives lr only, as MMEngine asserts', () => {
    const found = faults({ preset: 'mmengine/one_cycle', total_steps: 9, param: 'weight_decay' })
    assert.deepEqual(found, ['/param: given weight_decay, wanted lr'])
  })
})
