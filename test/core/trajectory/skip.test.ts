import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../../../src/core/problem.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { canSkip, runSkipping } from '../../../src/core/trajectory/skip.ts'
import { run, type State } from '../../../src/core/trajectory/state.ts'
import { randomFor, randomInteger, SEED } from '../../faults/random.ts'
import { longRun } from '../../operations/replay/long_run.ts'
import { randomRun } from '../../operations/queries/random_run.ts'

const CASES = 400
const LAST = 4_000

/** Relative to the greatest value: closed forms are rounded in their last bits. */
const ROUNDING = 4 * Number.EPSILON

type Row = readonly [step: number, values: readonly number[]]

function rowsOf(
  state: State,
  walk: (onStep: (step: number, values: Float64Array) => void) => void,
) {
  const width = state.program.layouts.reduce((sum, { paths }) => sum + paths.length, 0)
  const rows: Row[] = [[state.step, [...state.values.subarray(0, width)]]]
  try {
    walk((step, values) => rows.push([step, [...values.subarray(0, width)]]))
    return { rows, refused: undefined }
  } catch (error) {
    if (error instanceof Refusal) return { rows, refused: error.problem }
    throw error
  }
}

/** Runs to the end in parts of a few steps, stopping at random steps. */
function skipTo(state: State, onStep: (step: number, values: Float64Array) => void) {
  const random = randomFor(SEED, 'stops')
  let now = state
  while (now.step < LAST) {
    const stop = now.step + randomInteger(random, 1, 3_000)
    now = runSkipping(
      now,
      LAST,
      { next: (step) => (step < stop ? stop : Infinity), limit: 7 },
      onStep,
    )
  }
}

const definitionOf = (name: string) =>
  define(
    RegistrationBody.parse(
      longRun(randomFor(SEED, name), randomRun(randomFor(SEED, name))).definition,
    ),
  )

describe(`a run that leaves steps out (LOCKSTEP_TEST_SEED=${SEED})`, () => {
  it('has the values of a run of all steps, which are between them where steps are left out', (t) => {
    const totals = { runs: 0, steps: 0 }
    for (let number = 0; number < CASES; number++) {
      const definition = definitionOf(`skip-${number}`)
      const state = initialState(definition)
      if (!canSkip(state.program)) continue
      const { rows: every, refused } = rowsOf(state, (onStep) => run(state, LAST, onStep))
      const { rows: some, ...ended } = rowsOf(state, (onStep) => skipTo(state, onStep))
      assert.deepEqual(ended.refused, refused)
      const about = JSON.stringify(definition.schedulers)
      some.forEach(([step, values], at) => {
        assert.deepEqual(values, every[step]![1], `step ${step} of ${about}`)
        if (at > 0) assertBetween(every, some[at - 1]!, [step, values], about)
      })
      totals.runs += 1
      totals.steps += some.length
    }
    t.diagnostic(JSON.stringify(totals))
    assert.ok(totals.runs > CASES / 5)
    assert.ok(totals.steps < (totals.runs * LAST) / 5, 'few steps are left out')
  })
})

/** All values between two rows rise or fall from one to the other. */
function assertBetween(every: readonly Row[], before: Row, after: Row, about: string): void {
  before[1].forEach((first, column) => {
    const last = after[1][column]!
    const slack = ROUNDING * Math.max(Math.abs(first), Math.abs(last))
    let previous = first
    for (let step = before[0] + 1; step <= after[0]; step++) {
      const value = every[step]![1][column]!
      const wrong = first <= last ? previous - value : value - previous
      assert.ok(wrong <= slack, `step ${step}, column ${column} of ${about}`)
      previous = value
    }
  })
}
