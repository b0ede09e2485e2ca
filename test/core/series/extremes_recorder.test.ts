import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { extremesRecorder } from '../../../src/core/series/extremes_recorder.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { randomFor, randomInteger, SEED } from '../../faults/random.ts'

const GROUPS = ['a', 'b', 'c'].map((name) => ({ name, lr: 0.1 }))
const { program, values } = initialState(define(RegistrationBody.parse({ groups: GROUPS })))

describe(`a recorder of extremes (LOCKSTEP_TEST_SEED=${SEED})`, () => {
  it('keeps the last step, whatever it has to keep before', () => {
    for (let number = 0; number < 300; number++) {
      const random = randomFor(SEED, `extremes-${number}`)
      const points = randomInteger(random, 20, 120)
      const length = randomInteger(random, 2_000, 6_000)
      const range = { from: 0, to: length - 1, points }
      const { onStep, series } = extremesRecorder(range, GROUPS.length, ['lr'])
      // Each column has its extremes at steps of its own: few rows have none.
      for (let step = 0; step < length; step++) onStep(step, values.map(random), program)
      assert.equal(series().steps.at(-1), length - 1, `${points} points of ${length}`)
    }
  })
})
