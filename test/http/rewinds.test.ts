import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hyperparametersAt } from '../../src/core/frame.ts'
import type { Input } from '../../src/core/input.ts'
import { define, RegistrationBody } from '../../src/core/registration.ts'
import { StoredInput } from '../../src/core/written/schemas.ts'
import { advance, begin } from '../../src/core/trajectory.ts'
import { appOn, RUN } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'
import { change, SCHEDULERS, type Change } from './random_changes.ts'
import { toldBy, valuesOf } from './told.ts'

const open = await sqliteFile()
const { ask } = await appOn(open())
const forgetful = await appOn(open(), undefined, { numbers: 0 })
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 1 }
let count = 0

/** What the model knows of one generation: which inputs hold there, and what was told of it. */
interface Incarnation {
  readonly held: Set<number>
  readonly told: Map<number, string>
  sealed: number
}

type Move =
  | { do: 'advance'; by: number; ahead: number; loss: number | undefined }
  | { do: 'change'; change: Change; offset: number }
  | { do: 'cancel'; which: number }
  | { do: 'resume'; back: number; parent: number; edits: 'keep' | 'drop' }

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constant('advance' as const),
    by: fc.nat(5),
    ahead: fc.oneof(fc.constant(0), fc.nat(6)),
    loss: fc.option(fc.nat(3), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('change' as const), change, offset: fc.nat(9) }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(9) }),
  fc.record({
    do: fc.constant('resume' as const),
    back: fc.nat(12),
    parent: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(3)),
    edits: fc.constantFrom('keep' as const, 'keep' as const, 'drop' as const),
  }),
)

/** Plays a game on the service, and notes which inputs hold in which generation by plain rules. */
async function played(schedulers: readonly object[], moves: readonly Move[]) {
  const url = `/v1/optimizers/rewound-${++count}`
  const body = { ...RUN, schedulers: [PLATEAU, ...schedulers] }
  assert.equal((await ask('PUT', url, body)).status, 201)
  const generations: Incarnation[] = [{ held: new Set(), told: new Map(), sealed: 0 }]
  let [revision, cursor] = [1, 0]

  async function step(wanted: object, { ask: on } = { ask }): Promise<void> {
    const { status, body } = await on('POST', `${url}/steps`, wanted)
    assert.equal(status, 200, JSON.stringify(body))
    const now = generations.at(-1)!
    for (const [step, values] of toldBy(body)) {
      assert.equal(values, now.told.get(step) ?? values, `step ${step}`)
      now.told.set(step, values)
    }
    now.sealed = body.sealed_through
    cursor = Math.max(cursor, body.step)
  }

  async function resume(back: number, parentBack: number, edits: string): Promise<void> {
    const number = Math.max(1, generations.length - parentBack)
    const parent = generations[number - 1]!
    const resume_step = Math.max(0, parent.sealed - back)
    const wanted = { resume_step, edits, parent: number }
    const opened = await ask('PUT', `${url}/generations/g-${generations.length}`, wanted)
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    const inputs = await inputsOf()
    const held = [...parent.held].filter((each) => {
      const { step, kind } = inputs.get(each)!
      return step <= resume_step || (edits === 'keep' && kind !== 'metric_decided')
    })
    revision += 1
    generations.push({ held: new Set(held), told: new Map(), sealed: resume_step })
    cursor = resume_step
  }

  async function inputsOf(): Promise<Map<number, Input>> {
    const { record } = (await ask('GET', `${url}/state`)).body
    const inputs = (record.inputs as unknown[]).map((each) => StoredInput.parse(each))
    return new Map(inputs.map((each) => [each.revision, each]))
  }

  for (const move of moves) {
    const now = generations.at(-1)!
    if (move.do === 'advance') {
      const { by, ahead, loss } = move
      const isReport = loss !== undefined && by > 0
      if (isReport) now.held.add(++revision)
      await step({ step: cursor + by, ahead, ...(isReport ? { metrics: { loss } } : {}) })
    }
    if (move.do === 'change') {
      const { method, path, body } = move.change
      const at = now.sealed + 1 + move.offset
      const { status } = await ask(method, `${url}${path(at)}`, body?.(at))
      if (status < 300) now.held.add(++revision)
    }
    if (move.do === 'cancel') {
      const taken = [...now.held][move.which]
      const { status } = await ask('DELETE', `${url}/edits/${taken}`)
      if (status !== 204) continue
      now.held.delete(taken!)
      revision += 1
    }
    if (move.do === 'resume') await resume(move.back, move.parent, move.edits)
  }
  return { body, generations, step, resume, inputsOf }
}

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
        const game = await played(schedulers, moves)
        await game.step({ step: 0, ahead: 5 }, forgetful)
        // Back to where each of them was: all that it had is there again.
        for (const number of game.generations.map((_, index) => index + 1)) {
          await game.resume(0, game.generations.length - number, 'keep')
          await game.step({ step: 0, ahead: game.generations.at(-1)!.sealed + 3 }, forgetful)
        }
        const inputs = await game.inputsOf()
        for (const { held, told } of game.generations) {
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
