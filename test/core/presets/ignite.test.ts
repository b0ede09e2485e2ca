import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faults } from '../schedules/registration_faults.ts'
import { schedulerValuesAt } from '../schedules/scheduler_values.ts'

describe('the cycles of ignite', () => {
  const saw = { preset: 'ignite/linear_cyclical', start_value: 1, end_value: 0, monotonic: true }

  it('go on without end where they grow', () => {
    const cycles = { ...saw, cycle_size: 4, cycle_mult: 1.25 }
    const values = schedulerValuesAt([4, 9, 15, 1_000_000], cycles)
    assert.deepEqual(values.slice(0, 3), [1, 1, 1])
    assert.ok(values[3]! > 0 && values[3]! < 1, String(values))
  })
  it('multiply their ends after more cycles than have numbers of their own', () => {
    const [value] = schedulerValuesAt([80], { ...saw, cycle_size: 2, start_value_mult: 0.5 })
    assert.equal(value, 0.5 ** 40)
  })
})

it('ignite/piecewise_linear has more points than fit into one expression', () => {
  const milestones_values = Array.from({ length: 1000 }, (_, index) => [index * 2, index])
  const steps = [0, 1, 999, 1000, 1998, 5000]
  const values = schedulerValuesAt(steps, { preset: 'ignite/piecewise_linear', milestones_values })
  assert.deepEqual(values, [0, 0.5, 499.5, 500, 999, 999])
})

describe('ignite/create_lr_scheduler_with_warmup', () => {
  const around = (lr_scheduler: object) =>
    faults({
      preset: 'ignite/create_lr_scheduler_with_warmup',
      ...{ lr_scheduler, warmup_start_value: 0, warmup_duration: 3 },
    })

  it('is around a preset of ignite or some schedulers of torch', () => {
    assert.deepEqual(around({ type: 'ExponentialLR', gamma: 0.9 }), [])
    assert.match(String(around({ preset: 'hf/linear' })), /^\/lr_scheduler: given .*hf\/linear/)
    assert.match(String(around({ type: 'LinearLR' })), /^\/lr_scheduler: is refused at type/)
  })
  it('names the argument that is at fault', () => {
    const found = around({ type: 'StepLR', step_size: 0 })
    assert.match(String(found), /^\/lr_scheduler: is refused at step_size/)
  })
})
