import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Input } from '../../../src/core/trajectory/input.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { emptyWindow, windowRecorder } from '../../../src/core/series/window.ts'

const GROUPS = [
  { name: 'a', lr: 1, momentum: 0.5 },
  { name: 'b', lr: 2 },
]
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

const edit = (step: number, set: Record<string, number>): Input => ({
  ...{ kind: 'edited', groups: ['a'], set, step, revision: 2, recordedAt: 'now' },
})

/** The columns of the window of two steps after step 1. */
function recorded(schedulers: readonly object[], inputs: readonly Input[] = []) {
  const start = initialState(define(RegistrationBody.parse({ groups: GROUPS, schedulers })))
  const state = fold(start, inputs, 1)
  const range = { from: 2, through: 3 }
  const { onStep, window } = windowRecorder(range, state.program, inputs)
  fold(state, inputs, 3, onStep)
  return window(1).columns.map(({ group, path, values }) => [group, path, [...values]])
}

describe('a recorded window', () => {
  it('has a column for each value that a scheduler changes', () => {
    assert.deepEqual(recorded([HALVING]), [
      ['a', 'lr', [0.25, 0.125]],
      ['b', 'lr', [0.5, 0.25]],
    ])
  })

  it('has a column for a value that an edit within it sets, and none for an edit outside', () => {
    assert.deepEqual(recorded([], [edit(1, { lr: 3 })]), [])
    assert.deepEqual(recorded([], [edit(4, { lr: 3 })]), [])
    const columns = recorded([], [edit(3, { momentum: 3 })])
    assert.deepEqual(columns, [['a', 'momentum', [0.5, 3]]])
  })

  it('has all columns if a group is added within it', () => {
    const group = { name: 'c', hyperparameters: { lr: 7, momentum: 1 }, initialLr: undefined }
    const joining = { kind: 'group_added', group, step: 3, revision: 2, recordedAt: 'now' } as const
    assert.deepEqual(recorded([HALVING], [joining]), [
      ['a', 'lr', [0.25, 0.125]],
      ['b', 'lr', [0.5, 0.25]],
      ['c', 'lr', [NaN, 7]],
      ['c', 'momentum', [NaN, 1]],
    ])
  })

  it('of no steps has the columns that the schedulers change, without values', () => {
    const definition = RegistrationBody.parse({ groups: GROUPS, schedulers: [HALVING] })
    const { program } = initialState(define(definition))
    assert.deepEqual(emptyWindow(program, 1, 4), {
      ...{ from: 2, through: 1, revision: 4, ends: undefined },
      columns: [
        { group: 'a', path: 'lr', values: new Float64Array() },
        { group: 'b', path: 'lr', values: new Float64Array() },
      ],
    })
  })
})
