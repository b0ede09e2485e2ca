import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { stateDicts } from '../../../src/core/encoding/state_dict.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import type { Case } from '../torch/case.ts'
import { isExact } from '../torch/compare.ts'
import { runCase } from '../torch/replay.ts'

/** A case with one scheduler, and torch's dicts of it; see test/golden/state_dicts.py. */
interface Golden extends Case {
  readonly type: string
  readonly dicts: readonly { readonly step: number; readonly groups: Dicts }[]
}
type Dicts = Readonly<Record<string, object>>

const file = new URL('../../golden/state_dicts.json.gz', import.meta.url)
const { torch, cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
  torch: string
  cases: Golden[]
}

/** The tolerance of values that use cos or exp, relative to the larger one. */
const RELATIVE = 1e-12
const seen = { dicts: 0, numbers: 0, different: 0, furthest: 0 }

describe(`state dicts against those of torch ${torch}`, () => {
  for (const [type, goldens] of Map.groupBy(cases, (golden) => golden.type)) {
    it(`${type}: every key of ${goldens.length} configurations is torch's`, () => {
      for (const golden of goldens) compare(golden)
    })
  }

  after(() => {
    const { dicts, numbers, different, furthest } = seen
    console.log(`# ${dicts} dicts, ${numbers} numbers: ${different} differ, at most by ${furthest}`)
  })
})

function compare(golden: Golden): void {
  const near = isExact(golden) ? 0 : RELATIVE
  const looks = new Map(golden.dicts.map(({ step, groups }) => [step, groups]))
  runCase(golden, ({ state }) => {
    const torchs = looks.get(state.step)
    if (torchs === undefined) return
    const [ours] = Object.values(stateDicts(state))
    assert.deepEqual(Object.keys(ours!).sort(), Object.keys(torchs).sort())
    for (const [group, dict] of Object.entries(torchs)) {
      seen.dicts += 1
      const there = { type: golden.type, step: state.step, group }
      alike(withoutInnerLr(asJson(ours![group]!)), withoutInnerLr(dict), near, there)
    }
  })
}

const asJson = (value: object): object => JSON.parse(JSON.stringify(value)) as object

/** In a nested scheduler `_last_lr` is its own last value, which is neither stored nor needed. */
function withoutInnerLr(dict: object): object {
  if (!('_schedulers' in dict)) return dict
  const inner = (dict._schedulers as object[]).map((each) => {
    const { _last_lr, ...others } = withoutInnerLr(each) as { _last_lr: unknown }
    return others
  })
  return { ...dict, _schedulers: inner }
}

/** Asserts that two dicts are equal, with a tolerance for numbers. */
function alike(ours: unknown, torchs: unknown, near: number, there: object): void {
  if (typeof ours === 'number' && typeof torchs === 'number') {
    seen.numbers += 1
    if (ours === torchs) return
    const distance = Math.abs(ours - torchs) / Math.max(Math.abs(ours), Math.abs(torchs))
    seen.different += 1
    seen.furthest = Math.max(seen.furthest, distance)
    return assert.ok(distance <= near, JSON.stringify({ ...there, ours, torchs }))
  }
  if (typeof ours !== 'object' || typeof torchs !== 'object' || ours === null || torchs === null) {
    return assert.equal(ours, torchs, JSON.stringify(there))
  }
  assert.equal(Array.isArray(ours), Array.isArray(torchs))
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(torchs).sort(), JSON.stringify(there))
  for (const [key, value] of Object.entries(ours)) {
    alike(value, Reflect.get(torchs, key), near, { ...there, key })
  }
}

/** The dicts of the schedulers of two groups, at a step. */
function dictsAt(step: number, schedulers: object[]) {
  const groups = [
    { name: 'a', lr: 1, momentum: 0.9, weight_decay: 0.5 },
    { name: 'b', lr: 2, betas: [0.9, 0.999], weight_decay: 0.25 },
  ]
  const start = initialState(define(RegistrationBody.parse({ groups, schedulers })))
  return stateDicts(fold(start, [], step))
}

const halved = { type: 'StepLR', step_size: 1, gamma: 0.5 }

describe('state dicts of schedulers without a counterpart in torch', () => {
  it('leave out our own types, also inside torch types', () => {
    const table = { type: 'TableLR', points: [[0, 1]] }
    const chain = { type: 'ChainedScheduler', schedulers: [halved, table] }
    assert.deepEqual(Object.keys(dictsAt(1, [table, chain, halved])), ['StepLR-1'])
  })

  it('leave out a scheduler that contains a plateau, which torch refuses', () => {
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss' }
    const chain = { type: 'ChainedScheduler', schedulers: [halved, plateau] }
    assert.deepEqual(Object.keys(dictsAt(1, [chain, plateau])), ['ReduceLROnPlateau-1'])
  })

  it('count the steps of the scheduler and not the steps of the run', () => {
    const dicts = dictsAt(29, [{ ...halved, every: 10 }])
    assert.equal(dicts['StepLR-1']!['a']!['last_epoch'], 2)
  })

  it('use the driven hyperparameter in the place of lr', () => {
    const dicts = dictsAt(1, [{ ...halved, param: 'weight_decay' }])
    const { base_lrs, _last_lr } = dicts['StepLR-1']!['b']!
    assert.deepEqual([base_lrs, _last_lr], [[0.25], [0.125]])
  })

  it('have only the groups of the scheduler', () => {
    assert.deepEqual(Object.keys(dictsAt(0, [{ ...halved, groups: ['b'] }])['StepLR-1']!), ['b'])
  })

  it('have the momentum and the arguments of each group', () => {
    const cycle = { type: 'CyclicLR', base_lr: 0.1, max_lr: { a: 1, b: 2 } }
    const { a, b } = dictsAt(0, [cycle])['CyclicLR-1'] as Record<string, Record<string, unknown>>
    assert.deepEqual([a!['max_lrs'], a!['use_beta1']], [[1], false])
    assert.deepEqual([b!['max_lrs'], b!['use_beta1']], [[2], true])
  })
})
