import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Input } from '../../src/core/trajectory/input.ts'
import { StoredInput } from '../../src/core/encoding/schemas.ts'
import { RUN, type appOn } from '../app.ts'
import { change, type Change } from './random_changes.ts'
import { stepValuesIn } from './step_values_in.ts'

type Send = Awaited<ReturnType<typeof appOn>>['send']

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 1 }
let count = 0

/** The model of one generation: the inputs in effect, and the returned values. */
interface ModelGeneration {
  readonly number: number
  readonly inputRevisions: Set<number>
  readonly values: Map<number, string>
  sealed: number
}

export type Move =
  | { do: 'advance'; by: number; ahead: number; loss: number | undefined }
  | { do: 'change'; change: Change; offset: number }
  | { do: 'cancel'; which: number }
  | { do: 'save' | 'restore' }
  | { do: 'resume'; back: number; parent: number; edits: 'keep' | 'drop' }

export const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constant('advance' as const),
    by: fc.nat(5),
    ahead: fc.oneof(fc.constant(0), fc.nat(6)),
    loss: fc.option(fc.nat(3), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('change' as const), change, offset: fc.nat(9) }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(9) }),
  fc.constant({ do: 'save' as const }),
  fc.constant({ do: 'restore' as const }),
  fc.record({
    do: fc.constant('resume' as const),
    back: fc.nat(12),
    parent: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(3)),
    edits: fc.constantFrom('keep' as const, 'keep' as const, 'drop' as const),
  }),
)

/** Schedulers, moves, and the number of steps per move: with many, snapshots are taken. */
export interface Scenario {
  readonly schedulers: readonly object[]
  readonly moves: readonly Move[]
  readonly stepsPerMove: number
}

/** Runs a game on the service, and tracks the inputs in effect in each generation by plain rules. */
export async function runScenario(send: Send, { schedulers, moves, stepsPerMove }: Scenario) {
  const url = `/v1/optimizers/rewound-${++count}`
  const body = { ...RUN, schedulers: [PLATEAU, ...schedulers] }
  assert.equal((await send('PUT', url, body)).status, 201)
  let generations: ModelGeneration[] = [
    { number: 1, inputRevisions: new Set(), values: new Map(), sealed: 0 },
  ]
  let [revision, cursor] = [1, 0]
  let saved: { document: object; generations: ModelGeneration[]; revision: number } | undefined

  async function step(wanted: object): Promise<void> {
    const { status, body } = await send('POST', `${url}/steps`, wanted)
    assert.equal(status, 200, JSON.stringify(body))
    const now = generations.at(-1)!
    for (const [step, values] of stepValuesIn(body)) {
      assert.equal(values, now.values.get(step) ?? values, `step ${step}`)
      now.values.set(step, values)
    }
    now.sealed = body.sealed_through
    cursor = Math.max(cursor, body.step)
  }

  async function resume(back: number, parentBack: number, edits: string): Promise<void> {
    const parent = generations[Math.max(0, generations.length - 1 - parentBack)]!
    const resume_step = Math.max(0, parent.sealed - back * stepsPerMove)
    const wanted = { resume_step, edits, parent: parent.number }
    const key = `g-${generations.at(-1)!.number + 1}`
    const opened = await send('PUT', `${url}/generations/${key}`, wanted)
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    await begin(opened.body.generation, parent, resume_step, edits)
  }

  async function begin(number: number, parent: ModelGeneration, resumeStep: number, edits: string) {
    const inputs = await inputsOf()
    const inputRevisions = [...parent.inputRevisions].filter((each) => {
      const { step, kind } = inputs.get(each)!
      return step <= resumeStep || (edits === 'keep' && kind !== 'metric_decided')
    })
    revision += 1
    generations.push({
      number,
      inputRevisions: new Set(inputRevisions),
      values: new Map(),
      sealed: resumeStep,
    })
    cursor = resumeStep
  }

  const copied = (all: readonly ModelGeneration[]) =>
    all.map((each) => ({
      ...each,
      inputRevisions: new Set(each.inputRevisions),
      values: new Map(each.values),
    }))

  async function save(): Promise<void> {
    const document = (await send('GET', `${url}/state`)).body
    saved = { document, generations: copied(generations), revision }
  }

  async function restore(): Promise<void> {
    if (!saved) return
    const { status, body } = await send('PUT', `${url}/state`, saved.document)
    assert.equal(status, 200, JSON.stringify(body))
    // The same document again, without any change since.
    if (body.generation === generations.at(-1)!.number) return
    assert.equal(body.generation, generations.at(-1)!.number + 1)
    generations = copied(saved.generations)
    revision = saved.revision
    await begin(body.generation, generations.at(-1)!, generations.at(-1)!.sealed, 'keep')
  }

  async function inputsOf(): Promise<Map<number, Input>> {
    const { record } = (await send('GET', `${url}/state`)).body
    const inputs = (record.inputs as string[]).map((each) => StoredInput.parse(JSON.parse(each)))
    return new Map(inputs.map((each) => [each.revision, each]))
  }

  for (const move of moves) {
    const now = generations.at(-1)!
    if (move.do === 'advance') {
      const { by, ahead, loss } = move
      const isReport = loss !== undefined && by > 0
      if (isReport) now.inputRevisions.add(++revision)
      await step({
        step: cursor + by * stepsPerMove,
        ahead,
        late_metrics: true,
        ...(isReport ? { metrics: { loss } } : {}),
      })
    }
    if (move.do === 'change') {
      const { method, path, body } = move.change
      const at = now.sealed + 1 + move.offset * stepsPerMove
      const { status } = await send(method, `${url}${path(at)}`, body?.(at))
      if (status < 300) now.inputRevisions.add(++revision)
    }
    if (move.do === 'cancel') {
      const taken = [...now.inputRevisions][move.which]
      const { status } = await send('DELETE', `${url}/edits/${taken}`)
      if (status !== 204) continue
      now.inputRevisions.delete(taken!)
      revision += 1
    }
    if (move.do === 'save') await save()
    if (move.do === 'restore') await restore()
    if (move.do === 'resume') await resume(move.back, move.parent, move.edits)
  }
  return { body, generations: () => generations, step, resume, inputsOf }
}
