import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faults } from '../schedules/registration_faults.ts'
import { schedulerValuesAt } from '../schedules/scheduler_values.ts'

describe('the warmup of Megatron', () => {
  const cosine = { preset: 'megatron/cosine', lr_decay_steps: 10 }

  it('is a share of the run, not rounded', () => {
    const values = schedulerValuesAt([1, 2], { ...cosine, lr_warmup_fraction: 0.25 })
    assert.deepEqual(values, [1 / 2.5, 2 / 2.5])
  })
  it('is given once', () => {
    const found = faults({ ...cosine, lr_warmup_fraction: 0.1, lr_warmup_steps: 2 })
    assert.deepEqual(found, [
      '/lr_warmup_fraction: given with lr_warmup_steps, wanted one of the two',
    ])
  })
  it('is shorter than the run', () => {
    const found = faults({ ...cosine, lr_warmup_fraction: 1 })
    assert.deepEqual(found, ['/lr_warmup_fraction: given 10 of 10 steps: wanted fewer'])
  })
  it('needs no run before a constant', () => {
    const constant = { preset: 'megatron/constant', lr_warmup_steps: 2 }
    assert.deepEqual(schedulerValuesAt([1, 2, 3], constant), [0.5, 1, 1])
    const [fault] = faults({ preset: 'megatron/constant', lr_warmup_fraction: 0.1 })
    assert.match(String(fault), /^\/lr_decay_steps: omitted/)
  })
})
