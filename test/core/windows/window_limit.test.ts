import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Input } from '../../../src/core/trajectory/input.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { lastWithinLimit } from '../../../src/core/windows/window_limit.ts'

const GROUPS = [
  { name: 'a', lr: 1, momentum: 0.5 },
  { name: 'b', lr: 2 },
]
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
const AUDIT = { revision: 2, recordedAt: 'now' }

const programOf = (groups: readonly object[], schedulers: readonly object[]) =>
  initialState(define(RegistrationBody.parse({ groups, schedulers }))).program

const PROGRAM = programOf(GROUPS, [HALVING])

const edit = (step: number): Input => ({
  ...{ kind: 'edited', groups: ['a'], set: { momentum: 1 }, step, ...AUDIT },
})
const decision = (step: number): Input => ({
  ...{ kind: 'metric_decided', metric: 'loss', value: 1, reportedFor: step, step, ...AUDIT },
})
const group = { name: 'c', hyperparameters: { lr: 7 }, initialLr: undefined }
const joining = (step: number): Input => ({ kind: 'group_added', group, step, ...AUDIT })

const lastOf = (inputs: readonly Input[], through = 10 ** 9) =>
  lastWithinLimit({ from: 11, through }, PROGRAM, inputs)

describe('the last step of a window', () => {
  it('is the requested one where the window has at most 250 000 numbers', () => {
    assert.equal(lastOf([], 40), 40)
    assert.equal(lastOf([]), 10 + 125_000)
  })

  it('comes earlier with the columns of an edit, or of a group that is added, within it', () => {
    assert.equal(lastOf([edit(20)]), 10 + 83_333)
    assert.equal(lastOf([joining(20)]), 10 + 83_333)
    assert.equal(lastOf([edit(20), joining(30), decision(40)]), 10 + 83_333)
  })

  it('comes before an input whose columns no longer fit in', () => {
    assert.equal(lastOf([edit(100_000)]), 99_999)
    assert.equal(lastOf([edit(100_000), edit(99_000)]), 98_999)
  })

  it('does not depend on inputs after it, nor on the order of inputs', () => {
    assert.equal(lastOf([edit(125_011)]), 10 + 125_000)
    assert.equal(lastOf([joining(5), edit(90_000), edit(80_000)]), 10 + 83_333)
    assert.equal(lastOf([edit(80_000), edit(90_000)]), 10 + 83_333)
  })

  it('is the first one at least, however many columns there are', () => {
    const weights = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`w${at}`, 1]))
    const groups = Array.from({ length: 5_000 }, (_, at) => ({ name: `g${at}`, lr: 1, ...weights }))
    const wide = programOf(groups, [HALVING])
    const all: Input = { kind: 'edited', groups: ['g1'], set: weights, step: 1, ...AUDIT }
    assert.equal(lastWithinLimit({ from: 1, through: 5 }, wide, [all]), 1)
  })

  it('is bounded by the cost of its steps', () => {
    const groups = Array.from({ length: 1_000 }, (_, at) => ({ name: `g${at}`, lr: 1 }))
    const nested = { type: 'ChainedScheduler', schedulers: Array(99).fill(HALVING) }
    const costly = programOf(groups, [nested])
    assert.equal(lastWithinLimit({ from: 1, through: 10_000 }, costly, []), 200)
  })
})
