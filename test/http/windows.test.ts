import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { appOn, RUN } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'
import { change, SCHEDULERS, type Change } from './random_changes.ts'
import { stepValuesIn } from './step_values_in.ts'

const open = await sqliteFile()
const left = await appOn(open())
const right = await appOn(open())
const uncached = await appOn(open(), undefined, { cacheSize: 0 })
const { send } = left

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0, every: 10 }
let count = 0

/** A new optimizer, and a function that advances it. */
async function run(body: object = RUN) {
  const url = `/v1/optimizers/run-${++count}`
  assert.equal((await send('PUT', url, body)).status, 201)
  const advance = async (wanted: object, { send } = left) => {
    const { status, body } = await send('POST', `${url}/steps`, wanted)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const make = (change: Change, atStep: number) =>
    send(change.method, `${url}${change.path(atStep)}`, change.body?.(atStep))
  return { url, advance, make }
}

type Run = Awaited<ReturnType<typeof run>>

/** The values of steps, by step. */
type ValuesByStep = Map<number, string>

/** Records the values of a response, and asserts that no step ever has other values. */
function recordValues(known: ValuesByStep, response: Parameters<typeof stepValuesIn>[0]): void {
  for (const [step, values] of stepValuesIn(response)) {
    assert.equal(values, known.get(step) ?? values, `step ${step}`)
    known.set(step, values)
  }
}

/** Advances step by step. */
async function advanceStepwise(
  { advance }: Run,
  known: ValuesByStep,
  through: number,
): Promise<void> {
  while (known.size <= through) recordValues(known, await advance({ step: known.size }))
}

const advanceWithChanges = fc.record({
  changes: fc.array(fc.record({ change, offset: fc.nat(8) }), { maxLength: 3 }),
  by: fc.integer({ min: 1, max: 3 }),
  ahead: fc.nat(12),
})
const repeatedRequest = fc.record({ back: fc.nat(30), ahead: fc.integer({ min: 1, max: 33 }) })

describe('a window', () => {
  it('has the values of single steps', async () => {
    const schedulers = fc.subarray(SCHEDULERS, { maxLength: 3 })
    const legs = fc.array(advanceWithChanges, { minLength: 1, maxLength: 3 })
    const looks = fc.array(repeatedRequest, { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(schedulers, legs, looks, async (schedulers, legs, looks) => {
        const [ahead, slow] = [await run({ ...RUN, schedulers }), await run({ ...RUN, schedulers })]
        const [returned, walked]: ValuesByStep[] = [new Map(), new Map()]
        recordValues(returned!, await ahead.advance({ step: 0 }))
        let sealed = 0
        for (const { changes, by, ahead: length } of legs) {
          await advanceStepwise(slow, walked!, sealed)
          for (const { change, offset } of changes) {
            const [one, other] = [ahead, slow].map(({ make }) => make(change, sealed + 1 + offset))
            assert.equal((await one!).status, (await other!).status)
          }
          const wanted = { step: sealed + by, ahead: length }
          const response = await ahead.advance(wanted)
          sealed = response.sealed_through
          recordValues(returned!, response)
          assert.deepEqual(await ahead.advance(wanted), response)
        }
        for (const { back, ahead: length } of looks) {
          const wanted = { step: Math.max(0, sealed - back), ahead: length }
          // Partly sealed and partly not; then again, and by other ranks.
          const response = await ahead.advance(wanted, right)
          sealed = response.sealed_through
          recordValues(returned!, response)
          for (const instance of [left, uncached, right]) {
            assert.deepEqual(await ahead.advance(wanted, instance), response)
          }
        }
        await advanceStepwise(slow, walked!, sealed)
        for (const [step, values] of returned!)
          assert.equal(values, walked!.get(step), `step ${step}`)
      }),
      { numRuns: 25 },
    )
  })

  it('has a column for each value that may change, and for no other', async () => {
    const { advance } = await run()
    const { ahead } = await advance({ step: 1, ahead: 2 })
    assert.deepEqual(ahead, {
      from: 2,
      through: 3,
      revision: 1,
      groups: [
        { name: 'backbone', lr: [0.1, 0.1] },
        { name: 'head', lr: [0.01, 0.01] },
      ],
    })
  })

  it('has no column if nothing changes, and one for an edit', async () => {
    const { url, advance } = await run({ groups: RUN.groups })
    assert.deepEqual((await advance({ step: 1, ahead: 5 })).ahead.groups, [])
    await send('POST', `${url}/edits`, { groups: ['head'], set: { momentum: 0 }, at_step: 8 })
    assert.deepEqual((await advance({ step: 6, ahead: 3 })).ahead.groups, [
      { name: 'backbone', momentum: [0.9, 0.9, 0.9] },
      { name: 'head', momentum: [0.9, 0, 0] },
    ])
  })

  it('has all columns of a group that is added or removed within it, with null where it does not exist', async () => {
    const { url, advance } = await run({ groups: RUN.groups })
    await send('POST', `${url}/groups?at_step=3`, { name: 'neck', lr: 1, betas: [0.9, 0.99] })
    await send('DELETE', `${url}/groups/head?at_step=4`)
    assert.deepEqual((await advance({ step: 1, ahead: 3 })).ahead.groups, [
      { name: 'head', lr: [0.01, 0.01, null], momentum: [0.9, 0.9, null] },
      {
        name: 'neck',
        lr: [null, 1, 1],
        betas: [null, [0.9, 0.99], [0.9, 0.99]],
      },
    ])
  })

  it('has a list whole, as the group has it, if one of its elements moves', async () => {
    const groups = [{ name: 'a', lr: 1, betas: [0.9, 0.999] }]
    const lr = { type: 'ConstantLR', factor: 1 }
    const schedulers = [{ type: 'LinearLR', param: 'betas.0', groups: ['a'], total_iters: 2 }, lr]
    const { advance } = await run({ groups, schedulers })
    const { groups: now, ahead } = await advance({ step: 0, ahead: 2 })
    assert.deepEqual(now[0].betas, [0.3, 0.999])
    assert.deepEqual(ahead.groups, [
      {
        name: 'a',
        lr: [1, 1],
        betas: [
          [0.6, 0.999],
          [0.8999999999999999, 0.999],
        ],
      },
    ])
  })

  it('has a list whole if an edit within it scales one element', async () => {
    const { url, advance } = await run({ groups: [{ name: 'a', lr: 1, betas: [0.5, 0.75] }] })
    await send('POST', `${url}/edits`, { scale: { 'betas.1': 0.5 }, at_step: 3 })
    const { ahead } = await advance({ step: 1, ahead: 2 })
    assert.deepEqual(ahead.groups, [
      {
        name: 'a',
        betas: [
          [0.5, 0.75],
          [0.5, 0.375],
        ],
      },
    ])
  })

  it('has the list and the number of two groups of one name, one after the other', async () => {
    const { url, advance } = await run({
      groups: [
        { name: 'a', lr: 1 },
        { name: 'b', lr: 1, rho: 2 },
      ],
    })
    await send('DELETE', `${url}/groups/b?at_step=2`)
    await send('POST', `${url}/groups?at_step=3`, { name: 'b', lr: 1, rho: [1, 2] })
    await send('DELETE', `${url}/groups/b?at_step=4`)
    await send('POST', `${url}/groups?at_step=4`, { name: 'b', lr: 1, rho: [1, 2, 3] })
    const { ahead } = await advance({ step: 0, ahead: 4 })
    const { rho } = ahead.groups.find(({ name }: { name: string }) => name === 'b')
    assert.deepEqual(rho, [2, null, [1, 2], [1, 2, 3]])
  })

  it('shows the removal of a group at its first step', async () => {
    const { url, advance } = await run({ groups: RUN.groups })
    await send('DELETE', `${url}/groups/head?at_step=2`)
    assert.deepEqual((await advance({ step: 1, ahead: 2 })).ahead.groups, [
      { name: 'head', lr: [null, null], momentum: [null, null] },
    ])
  })

  it('ends before a step that requires a metric, and continues once that is decided', async () => {
    const { advance } = await run({ ...RUN, schedulers: [PLATEAU] })
    const first = await advance({ step: 4, ahead: 100 })
    assert.deepEqual([first.ahead.from, first.ahead.through, first.sealed_through], [5, 9, 9])
    assert.deepEqual(first.ahead.ends, { reason: 'metric', step: 10 })
    const none = await advance({ step: 9, ahead: 100 })
    assert.deepEqual(none.ahead, {
      from: 10,
      through: 9,
      revision: 1,
      groups: [
        { name: 'backbone', lr: [] },
        { name: 'head', lr: [] },
      ],
      ends: { reason: 'metric', step: 10 },
    })
    const next = await advance({ step: 10, ahead: 100, metrics: { loss: 1 } })
    assert.equal(next.ahead.through, 19)
    assert.equal((await advance({ step: 20, metrics: { loss: 1 } })).groups[0].lr, 0.05)
  })

  it('is extended for a repeated request', async () => {
    const { url, advance } = await run({ ...RUN, schedulers: [PLATEAU] })
    for (const known of [{}, { generation: 1 }]) {
      const { step, sealed_through } = (await send('GET', url)).body
      const wanted = { step: Math.max(step, 4), ahead: 100, ...known }
      const first = await advance(wanted)
      assert.equal(first.ahead.through, Math.max(sealed_through, 9))
      assert.deepEqual(await advance(wanted), first)
      const due = first.ahead.through + 1
      await send('PUT', `${url}/metrics/loss/${due}/0`, { value: 1 })
      const further = await advance(wanted)
      assert.deepEqual([further.step, further.ahead.through], [wanted.step, due + 9])
      await advance({ step: due + 9 })
      await send('PUT', `${url}/metrics/loss/${due + 10}/0`, { value: 1 })
      await advance({ step: due + 10 })
      assert.equal((await advance(wanted)).ahead.through, due + 19)
    }
  })

  it('is sealed: an edit within it is refused, and later ones act after it', async () => {
    const { url, advance } = await run()
    assert.equal((await advance({ step: 1, ahead: 9 })).sealed_through, 10)
    const { body } = await send('POST', `${url}/edits`, { set: { lr: 1 }, at_step: 5 })
    assert.deepEqual([body.code, body.earliest_step], ['step_sealed', 11])
    const { body: optimizer } = await send('GET', url)
    assert.deepEqual([optimizer.step, optimizer.sealed_through], [1, 10])
  })
})

describe('reading ahead', () => {
  it('seals nothing, and returns which steps are sealed', async () => {
    const { url, advance } = await run()
    await advance({ step: 1, ahead: 4 })
    const before = (await send('GET', url)).body
    for (const [query, sealed] of [
      ['', true],
      ['?step=5', true],
      ['?step=6', false],
      ['?step=1000', false],
    ] as const) {
      assert.equal((await send('GET', `${url}/lr${query}`)).body.sealed, sealed)
    }
    assert.equal((await send('GET', `${url}/lr?to=50`)).body.sealed_through, 5)
    assert.deepEqual((await send('GET', url)).body, before)
  })
})
