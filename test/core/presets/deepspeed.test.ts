import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'

const preset = {
  preset: 'deepspeed/one_cycle',
  cycle_min_lr: 0,
  cycle_max_lr: 1,
  ...{ cycle_first_step_size: 4, cycle_min_mom: 0.5, cycle_max_mom: 0.75 },
}

/** The values of one group at some steps, in the order lr, betas.0, betas.1. */
function rowsAt(steps: readonly number[], group: object, scheduler: object): number[][] {
  const body = { groups: [{ name: 'g', lr: 1, ...group }], schedulers: [scheduler] }
  let state = initialState(define(RegistrationBody.parse(body)))
  return steps.map((step) => {
    state = fold(state, [], step)
    const { paths } = state.program.layouts[0]!
    return ['lr', 'betas.0', 'betas.1'].map((path) => state.values[paths.indexOf(path)]!)
  })
}

describe('deepspeed/one_cycle', () => {
  it('drives both betas of a group that has them', () => {
    const rows = rowsAt([0, 2, 4, 8, 9], { betas: [0.9, 0.999] }, preset)
    assert.deepEqual(rows, [
      [0, 0.5, 0.99],
      [0.5, 0.625, 0.99],
      [1, 0.5, 0.99],
      [0, 0.75, 0.99],
      [0, 0.75, 0.99],
    ])
  })
  it('sets them when a sequence constructs it, as torch does, and from its milestone on', () => {
    const hold = { type: 'ConstantLR', factor: 1 }
    const sequence = { type: 'SequentialLR', schedulers: [hold, preset], milestones: [3] }
    const rows = rowsAt([2, 3, 5], { betas: [0.9, 0.999] }, sequence)
    assert.deepEqual(rows, [
      [1, 0.5, 0.99],
      [0, 0.5, 0.99],
      [0.5, 0.625, 0.99],
    ])
  })
  it('leaves another momentum alone, as DeepSpeed does', () => {
    const [row] = rowsAt(
      [4],
      { momentum: 0.9, betas: [0.9, 0.999] },
      { ...preset, cycle_momentum: false },
    )
    assert.deepEqual(row, [1, 0.9, 0.999])
  })
})
