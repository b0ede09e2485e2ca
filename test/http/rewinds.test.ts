import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hyperparametersAt } from '../../src/core/frame.ts'
import type { Input } from '../../src/core/input.ts'
import { define, RegistrationBody } from '../../src/core/registration.ts'
import { advance, begin } from '../../src/core/trajectory.ts'
import { appOn, RUN } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'
import { SCHEDULERS } from './random_changes.ts'
import { move, played } from './rewound.ts'
import { valuesOf } from './told.ts'

const open = await sqliteFile()
const forgetful = await appOn(open(), undefined, { numbers: 0 })
const instances = [await appOn(open()), forgetful, await appOn(open())]
let turn = 0

/** Asks one instance after the other. */
const ask: (typeof forgetful)['ask'] = (...asked) => instances[++turn % 3]!.ask(...asked)

const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

/** The values at each step as plain arithmetic has them, from the definition and the inputs. */
function replayed(body: object, inputs: readonly Input[], through: number): string[] {
  let state = begin(define(RegistrationBody.parse(body)))
  return Array.from({ length: through + 1 }, (_, step) => {
    state = advance(state, inputs, step)
    const { columns } = state.program
    return valuesOf(columns.map((c) => ({ name: c.name, ...hyperparametersAt(c, state.values) })))
  })
}

describe('rewinds, in each other', () => {
  it('give what the definition and the inputs that hold give', async () => {
    const schedulers = fc.subarray(SCHEDULERS, { maxLength: 2 })
    const moves = fc.array(move, { maxLength: 16 })
    await fc.assert(
      fc.asyncProperty(schedulers, moves, async (schedulers, moves) => {
        const game = await played(ask, schedulers, moves)
        await game.step({ step: 0, ahead: 5 })
        // Back to where each of them was: all that it had is there again.
        for (const [index] of [...game.generations()].entries()) {
          await game.resume(0, game.generations().length - 1 - index, 'keep')
          await game.step({ step: 0, ahead: game.generations().at(-1)!.sealed + 3 })
        }
        const inputs = await game.inputsOf()
        for (const { held, told } of game.generations()) {
          const holding = [...inputs.values()].filter((each) => held.has(each.revision))
          const expected = replayed(game.body, holding, Math.max(0, ...told.keys()))
          for (const [step, values] of told) assert.equal(values, expected[step], `step ${step}`)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('steps before the one that a generation resumed from', () => {
  it('are read, alone and in windows and series, as they were', async () => {
    const url = '/v1/optimizers/read-back'
    await ask('PUT', url, { ...RUN, schedulers: [HALVING] })
    const step = (wanted: object) => ask('POST', `${url}/steps`, wanted)
    const told: unknown[] = []
    for (let k = 1; k <= 9; k++) told.push((await step({ step: k })).body.groups[0].lr)
    await ask('PUT', `${url}/generations/one`, { resume_step: 6 })
    await ask('PATCH', `${url}/groups/backbone`, { lr: 7 })
    const later = [(await step({ step: 7 })).body, (await step({ step: 8 })).body]
    const now = [...told.slice(0, 6), ...later.map(({ groups }) => groups[0].lr as number)]
    for (let k = 1; k <= 8; k++) {
      assert.equal((await step({ step: k, generation: 2 })).body.groups[0].lr, now[k - 1])
    }
    const { body } = await step({ step: 2, ahead: 6 })
    assert.deepEqual(body.ahead.groups[0].lr, now.slice(2))
    const series = (await ask('GET', `${url}/lr?from=1&to=8`)).body
    assert.deepEqual(series.groups[0].lr, now)
  })
})
