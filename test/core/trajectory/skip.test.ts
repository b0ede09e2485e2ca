import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../../../src/core/problem.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { PRESETS } from '../../../src/core/presets/catalogue.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { canSkip, runSkipping } from '../../../src/core/trajectory/skip.ts'
import { run, type State } from '../../../src/core/trajectory/state.ts'
import { randomFor, randomInteger, SEED } from '../../faults/random.ts'
import { longRun } from '../../operations/replay/long_run.ts'
import { randomRun } from '../../operations/queries/random_run.ts'

/** What presets drive beside the lr. */
const ADAM = { momentum: 0.9, betas: [0.9, 0.999], weight_decay: 0.1, rho: 0.05 }

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

const randomDefinition = (name: string) =>
  longRun(randomFor(SEED, name), randomRun(randomFor(SEED, name))).definition

/** Compares with a run of all steps. Returns the number of computed steps; 0 if all have to be. */
function compared(definition: object): number {
  const state = initialState(define(RegistrationBody.parse(definition)))
  if (!canSkip(state.program)) return 0
  const { rows: every, refused } = rowsOf(state, (onStep) => run(state, LAST, onStep))
  const { rows: some, ...ended } = rowsOf(state, (onStep) => skipTo(state, onStep))
  const about = JSON.stringify(definition)
  assert.deepEqual(ended.refused, refused, about)
  some.forEach(([step, values], at) => {
    assert.deepEqual(values, every[step]![1], `step ${step} of ${about}`)
    if (at > 0) assertBetween(every, some[at - 1]!, [step, values], about)
  })
  return some.length
}

describe(`a run that leaves steps out (LOCKSTEP_TEST_SEED=${SEED})`, () => {
  it('has the values of a run of all steps, which are between them where steps are left out', (t) => {
    const counts = Array.from({ length: CASES }, (_, at) =>
      compared(randomDefinition(`skip-${at}`)),
    )
    const some = counts.filter((count) => count > 0)
    const steps = some.reduce((sum, count) => sum + count, 0)
    t.diagnostic(`${some.length} of ${CASES} leave steps out, ${steps} steps are computed`)
    assert.ok(some.length > CASES / 5)
    assert.ok(steps < (some.length * LAST) / 5, 'few steps are left out')
  })

  it('has those of every preset', (t) => {
    const groups = [{ ...ADAM, name: 'a', lr: 0.1 }]
    const counts = PRESETS.map(({ name, example }) =>
      compared({ groups, schedulers: [{ preset: name, ...example }] }),
    )
    const some = counts.filter((count) => count > 0 && count < LAST / 2)
    t.diagnostic(`${some.length} of ${PRESETS.length} presets leave steps out`)
    assert.ok(some.length > PRESETS.length / 2)
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
