import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { stateDicts } from '../../../src/core/encoding/state_dict.ts'
import type { Case } from '../torch/case.ts'
import { isExact } from '../torch/compare.ts'
import { runCase } from '../torch/replay.ts'

/** A case with one scheduler, and torch's dicts of it; see test/golden/state_dicts.py. */
interface Golden extends Case {
  readonly type: string
  readonly dicts: readonly { readonly step: number; readonly dict: object }[]
}

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
  const looks = new Map(golden.dicts.map(({ step, dict }) => [step, dict]))
  runCase(golden, ({ state }) => {
    const torchs = looks.get(state.step)
    if (torchs === undefined) return
    seen.dicts += 1
    const there = { type: golden.type, step: state.step }
    const { whole, parts } = stateDicts(state)
    assert.deepEqual([Object.keys(whole), parts], [['s0'], {}], JSON.stringify(there))
    alike(
      withoutInnerLr(asJson(whole['s0']!)),
      withoutInnerLr(steppedOnce(inJson(torchs))),
      near,
      there,
    )
  })
}

const asJson = (value: object): object => JSON.parse(JSON.stringify(value)) as object

/** Torch's dict without what its constructor sets and JSON cannot represent. */
function inJson(dict: object): object {
  const { milestones, ...others } = dict as { milestones?: object; best?: unknown }
  const inner = nestedIn(others)
  if (inner) return { ...others, _schedulers: inner.map(inJson) }
  const { best, ...rest } = others
  return 'mode_worse' in rest && best === rest.mode_worse ? rest : others
}

/** Torch's dict of a sequence without the step that it takes once too often in a chain. */
function steppedOnce(dict: object): object {
  if (!('_milestones' in dict)) return dict
  const inner = nestedIn(dict)!.map((each) => {
    const own = nestedIn(each)?.map((child) => {
      const { _step_count } = child as { _step_count: number }
      return { ...child, _step_count: _step_count - 1 }
    })
    return own ? { ...each, _schedulers: own } : each
  })
  return { ...dict, _schedulers: inner }
}

/** In a nested scheduler `_last_lr` is its own last value, which is neither stored nor needed. */
function withoutInnerLr(dict: object): object {
  const inner = nestedIn(dict)?.map((each) => {
    const { _last_lr, ...others } = withoutInnerLr(each) as { _last_lr: unknown }
    return others
  })
  return inner ? { ...dict, _schedulers: inner } : dict
}

const nestedIn = (dict: object): object[] | undefined =>
  '_schedulers' in dict ? (dict._schedulers as object[]) : undefined

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
