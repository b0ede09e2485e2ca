import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { stateDicts } from '../../../src/core/encoding/state_dict.ts'
import { fold, initialState } from '../../../src/core/trajectory/fold.ts'
import type { Case } from '../torch/case.ts'
import { isExact } from '../torch/compare.ts'
import { play } from '../torch/replay.ts'

/** A case of one scheduler, and torch's dicts of it; see test/golden/state_dicts.py. */
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

/** How far a value that goes through cos or exp may be from torch's, relative to the larger. */
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
  play(golden, ({ state }) => {
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

/** Inside others `_last_lr` is what that one wrote last, which nothing remembers or needs. */
function withoutInnerLr(dict: object): object {
  if (!('_schedulers' in dict)) return dict
  const inner = (dict._schedulers as object[]).map((each) => {
    const { _last_lr, ...others } = withoutInnerLr(each) as { _last_lr: unknown }
    return others
  })
  return { ...dict, _schedulers: inner }
}

/** Asserts that all is the same, except that numbers may be no further apart than `near`. */
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
    alike(value, torchs[key as never], near, { ...there, key })
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

describe('state dicts of what torch does not have', () => {
  it('leaves out the types of ours, also where they are inside one of torch', () => {
    const table = { type: 'TableLR', points: [[0, 1]] }
    const chain = { type: 'ChainedScheduler', schedulers: [halved, table] }
    assert.deepEqual(Object.keys(dictsAt(1, [table, chain, halved])), ['StepLR-1'])
  })

  it('leaves out what holds a plateau, which torch refuses inside', () => {
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss' }
    const chain = { type: 'ChainedScheduler', schedulers: [halved, plateau] }
    assert.deepEqual(Object.keys(dictsAt(1, [chain, plateau])), ['ReduceLROnPlateau-1'])
  })

  it('counts the steps of the scheduler and not of its clock', () => {
    const dicts = dictsAt(29, [{ ...halved, every: 10 }])
    assert.equal(dicts['StepLR-1']!['a']!['last_epoch'], 2)
  })

  it('lets the hyperparameter that is driven stand for lr', () => {
    const dicts = dictsAt(1, [{ ...halved, param: 'weight_decay' }])
    const { base_lrs, _last_lr } = dicts['StepLR-1']!['b']!
    assert.deepEqual([base_lrs, _last_lr], [[0.25], [0.125]])
  })

  it('has the groups of the scheduler only', () => {
    assert.deepEqual(Object.keys(dictsAt(0, [{ ...halved, groups: ['b'] }])['StepLR-1']!), ['b'])
  })

  it('has each group its own momentum and arguments', () => {
    const cycle = { type: 'CyclicLR', base_lr: 0.1, max_lr: { a: 1, b: 2 } }
    const { a, b } = dictsAt(0, [cycle])['CyclicLR-1'] as Record<string, Record<string, unknown>>
    assert.deepEqual([a!['max_lrs'], a!['use_beta1']], [[1], false])
    assert.deepEqual([b!['max_lrs'], b!['use_beta1']], [[2], true])
  })
})
