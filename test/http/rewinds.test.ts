import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hyperparametersAt } from '../../src/core/trajectory/frame.ts'
import type { Input } from '../../src/core/trajectory/input.ts'
import { define, RegistrationBody } from '../../src/core/definition/registration.ts'
import { fold } from '../../src/core/trajectory/fold.ts'
import { initialState } from '../../src/core/trajectory/initial_state.ts'
import { appOn, RUN } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'
import { SCHEDULERS } from './random_changes.ts'
import { move, runScenario, type Scenario } from './rewind_model.ts'
import { valuesText } from './step_values_in.ts'

const open = await sqliteFile()
const uncached = await appOn(open(), undefined, { cacheSize: 0 })
const instances = [await appOn(open()), uncached, await appOn(open())]
let nextInstance = 0

/** Sends requests to the instances alternately. */
const send: (typeof uncached)['send'] = (...args) => instances[++nextInstance % 3]!.send(...args)

const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

/** The values at some steps in plain arithmetic, from the definition and the inputs. */
function plainValues(body: object, inputs: readonly Input[], steps: readonly number[]) {
  let state = initialState(define(RegistrationBody.parse(body)), inputs)
  return steps
    .toSorted((a, b) => a - b)
    .map((step) => {
      state = fold(state, inputs, step)
      const { layouts } = state.program
      const groups = layouts.map((own) => ({
        name: own.name,
        ...hyperparametersAt(own, state.values),
      }))
      return [step, valuesText(groups)]
    })
}

const scenario = (stepsPerMove: number): fc.Arbitrary<Scenario> =>
  fc.record({
    schedulers: fc.subarray(SCHEDULERS, { maxLength: 2 }),
    moves: fc.array(move, { maxLength: 16 }),
    stepsPerMove: fc.constant(stepsPerMove),
  })

describe('nested rewinds and restores', () => {
  for (const [what, stepsPerMove, numRuns] of [
    ['', 1, 25],
    [', and their snapshots', 400, 15],
  ] as const) {
    it(`give the values of the definition and the inputs in effect${what}`, async () => {
      await fc.assert(
        fc.asyncProperty(scenario(stepsPerMove), async (drawn) => {
          const { body, generations, step, resume, inputsOf } = await runScenario(send, drawn)
          await step({ step: 0, ahead: 5, late_metrics: true })
          // Resume at the end of each generation: all of its inputs are in effect again.
          for (const [index, { values }] of [...generations().entries()]) {
            await resume(0, generations().length - 1 - index, 'keep')
            const { sealed } = generations().at(-1)!
            for (const k of [...values.keys()].filter((k) => k <= sealed).slice(-8)) {
              await step({ step: k, ahead: 2, late_metrics: true })
            }
            if (stepsPerMove === 1) await step({ step: 0, ahead: sealed + 3, late_metrics: true })
          }
          const inputs = [...(await inputsOf()).values()]
          for (const { inputRevisions, values } of generations()) {
            const holding = inputs.filter(({ revision }) => inputRevisions.has(revision))
            const expected = plainValues(body, holding, [...values.keys()])
            assert.deepEqual(
              [...values].sort(([a], [b]) => a - b),
              expected,
            )
          }
        }),
        { numRuns },
      )
    })
  }
})

describe('steps before the resume step of a generation', () => {
  it('have the same values as before, singly and in windows and series', async () => {
    const url = '/v1/optimizers/read-back'
    await send('PUT', url, { ...RUN, schedulers: [HALVING] })
    const step = (wanted: object) => send('POST', `${url}/steps`, wanted)
    const returned: unknown[] = []
    for (let k = 1; k <= 9; k++) returned.push((await step({ step: k })).body.groups[0].lr)
    await send('PUT', `${url}/generations/one`, { resume_step: 6 })
    await send('PATCH', `${url}/groups/backbone`, { lr: 7 })
    const later = [(await step({ step: 7 })).body, (await step({ step: 8 })).body]
    const now = [...returned.slice(0, 6), ...later.map(({ groups }) => groups[0].lr as number)]
    for (let k = 1; k <= 8; k++) {
      assert.equal((await step({ step: k, generation: 2 })).body.groups[0].lr, now[k - 1])
    }
    const { body } = await step({ step: 2, ahead: 6, late_metrics: true })
    assert.deepEqual(body.ahead.groups[0].lr, now.slice(2))
    const series = (await send('GET', `${url}/lr?from=1&to=8`)).body
    assert.deepEqual(series.groups[0].lr, now)
  })
})
