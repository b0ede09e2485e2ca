import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Input } from '../../../src/core/trajectory/input.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { recorder } from '../../../src/core/series/series.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'

const at = (step: number) => ({ step, revision: 2, recordedAt: 'now' })
const group = { name: 'b', hyperparameters: { lr: 7 }, initialLr: undefined }
const joins = (step: number): Input => ({ kind: 'group_added', group, ...at(step) })
const leaves = (step: number): Input => ({ kind: 'group_removed', group: 'b', ...at(step) })

const START = initialState(
  define(
    RegistrationBody.parse({
      groups: [{ name: 'a', lr: 1, momentum: 0.9 }],
      schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }],
    }),
  ),
)

/** The recorded lr of each group at the steps 2 to 6. */
function recorded(...inputs: Input[]) {
  const { onStep, series } = recorder(2, 6, ['lr'])
  fold(START, inputs, 9, onStep)
  const { steps, columns } = series()
  assert.deepEqual([...steps], [2, 3, 4, 5, 6])
  return Object.fromEntries(columns.map((each) => [`${each.group} ${each.path}`, [...each.values]]))
}

const A = { 'a lr': [1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64] }

describe('a recorded series', () => {
  it('has the requested hyperparameters, at the steps of its range', () => {
    assert.deepEqual(recorded(), A)
  })

  it('has NaN before a group was added', () => {
    assert.deepEqual(recorded(joins(4)), { ...A, 'b lr': [NaN, NaN, 7, 3.5, 1.75] })
  })

  it('has NaN after a group was removed', () => {
    assert.deepEqual(recorded(joins(1), leaves(5)), { ...A, 'b lr': [3.5, 1.75, 0.875, NaN, NaN] })
  })

  it('has NaN between a group and the next one of that name', () => {
    const inputs = [joins(1), leaves(4), joins(6)]
    assert.deepEqual(recorded(...inputs), { ...A, 'b lr': [3.5, 1.75, NaN, NaN, 7] })
  })

  it('has no column of a group that was added after its range or removed before it', () => {
    assert.deepEqual(recorded(joins(1), leaves(2), joins(7)), A)
  })
})
