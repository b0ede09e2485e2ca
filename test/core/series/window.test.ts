import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Input } from '../../../src/core/trajectory/input.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { fold, initialState } from '../../../src/core/trajectory/fold.ts'
import { windowRecorder } from '../../../src/core/series/window.ts'

const GROUPS = [
  { name: 'a', lr: 1, momentum: 0.5 },
  { name: 'b', lr: 2 },
]
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

const edit = (step: number, set: Record<string, number>): Input => ({
  ...{ kind: 'edited', groups: ['a'], set, step, revision: 2, recordedAt: 'now' },
})

/** The window of two steps after step 1, and its predicted width. */
function recorded(schedulers: readonly object[], inputs: readonly Input[] = []) {
  const start = initialState(define(RegistrationBody.parse({ groups: GROUPS, schedulers })))
  const state = fold(start, inputs, 1)
  const range = { from: 2, through: 3 }
  const { onStep, window, width } = windowRecorder(range, state.program, inputs)
  fold(state, inputs, 3, onStep)
  const columns = window(1).columns.map(({ group, path, values }) => [group, path, [...values]])
  return { columns, width }
}

describe('a recorded window', () => {
  it('has a column for each value that a scheduler changes', () => {
    const { columns, width } = recorded([HALVING])
    assert.deepEqual(columns, [
      ['a', 'lr', [0.25, 0.125]],
      ['b', 'lr', [0.5, 0.25]],
    ])
    assert.equal(width, 2)
  })

  it('has a column for a value that an edit within it sets, and none for an edit outside', () => {
    assert.deepEqual(recorded([], [edit(1, { lr: 3 })]).columns, [])
    assert.deepEqual(recorded([], [edit(4, { lr: 3 })]).columns, [])
    const { columns, width } = recorded([], [edit(3, { momentum: 3 })])
    assert.deepEqual([columns, width], [[['a', 'momentum', [0.5, 3]]], 1])
  })

  it('has all columns if a group is added within it, and counts as that wide', () => {
    const group = { name: 'c', hyperparameters: { lr: 7, momentum: 1 }, initialLr: undefined }
    const joining = { kind: 'group_added', group, step: 3, revision: 2, recordedAt: 'now' } as const
    const { columns, width } = recorded([HALVING], [joining])
    assert.deepEqual(columns, [
      ['a', 'lr', [0.25, 0.125]],
      ['b', 'lr', [0.5, 0.25]],
      ['c', 'lr', [NaN, 7]],
      ['c', 'momentum', [NaN, 1]],
    ])
    assert.equal(width, 3)
  })

  it('is empty if it ends before it begins', () => {
    const { program } = initialState(define(RegistrationBody.parse({ groups: GROUPS })))
    const { window } = windowRecorder({ from: 2, through: 1 }, program, [])
    assert.deepEqual(window(4), { from: 2, through: 1, revision: 4, columns: [] })
  })
})
