import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN, withoutSeen } from '../app.ts'

const { send } = await appOn()
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 1 }
const REDUCED = { groups: [{ name: 'a', lr: 1 }], schedulers: [PLATEAU] }
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
let count = 0

/** A new optimizer, and functions that call it. */
async function run(body: object = RUN) {
  const url = `/v1/optimizers/resumed-${++count}`
  assert.equal((await send('PUT', url, body)).status, 201)
  const step = (wanted: object) => send('POST', `${url}/steps`, wanted)
  return {
    url,
    step,
    resume: (key: string, wanted: object, headers = {}) =>
      send('PUT', `${url}/generations/${key}`, wanted, headers),
    edit: (lr: number, at_step: number) => send('POST', `${url}/edits`, { set: { lr }, at_step }),
    lr: async (wanted: object) => (await step(wanted)).body.groups?.[0].lr as number,
    /** The first group's values, to a step. */
    series: async (to: number) =>
      (await send('GET', `${url}/lr?to=${to}`)).body.groups[0].lr as number[],
  }
}

describe('a generation', () => {
  it('is opened by the first rank, and confirmed by the others', async () => {
    const { url, step, resume } = await run()
    await step({ step: 30 })
    const wanted = { resume_step: 20, world_size: 8, reason: 'preempted' }
    const ranks = Array.from({ length: 8 }, () => resume('restart-7', wanted))
    const responses = await Promise.all(ranks)
    assert.deepEqual(responses.map(({ status }) => status).sort(), [...Array(7).fill(200), 201])
    for (const { body } of responses) {
      assert.match(body.seen, /^s1\.2\.2\.20\./)
      assert.deepEqual(withoutSeen(body), {
        generation: 2,
        key: 'restart-7',
        parent: 1,
        resume_step: 20,
        revision: 1,
        step: 20,
        sealed_through: 20,
        world_size: 8,
        edits: 'keep',
        groups: [
          { name: 'backbone', lr: 0.0010000000000000002, momentum: 0.9 },
          { name: 'head', lr: 0.0001, momentum: 0.9 },
        ],
      })
    }
    assert.equal((await send('GET', url)).body.revision, 2)
    assert.equal((await step({ step: 25, generation: 2 })).status, 200)
    assert.equal((await resume('restart-7', wanted)).body.step, 25)
  })

  it('is refused to a rank with another body, with the differences and the opener', async () => {
    const { step, resume } = await run()
    await step({ step: 30 })
    await resume('r', { resume_step: 20, world_size: 8 }, { 'lockstep-actor': 'rank 0' })
    const { status, body } = await resume('r', { resume_step: 10, world_size: 7, edits: 'drop' })
    assert.deepEqual([status, body.code, body.opened_by], [409, 'generation_conflict', 'rank 0'])
    assert.deepEqual(body.differences, [
      { pointer: '/resume_step', registered: 20, given: 10 },
      { pointer: '/world_size', registered: 8, given: 7 },
      { pointer: '/edits', registered: 'keep', given: 'drop' },
    ])
    assert.match(body.detail, /opened by rank 0 at .* with \/resume_step 20, now given 10/)
  })

  it('fences the ranks of older generations, and of unknown ones', async () => {
    const { url, step, resume } = await run(REDUCED)
    await step({ step: 9 })
    await resume('one', { resume_step: 5 })
    const calls = (generation: number) => [
      step({ step: 6, generation }),
      step({ step: 3, generation }),
      send('PUT', `${url}/metrics/loss/6/0`, { value: 1, generation }),
      send('POST', `${url}/edits`, { set: { lr: 1 }, generation }),
    ]
    for (const [generation, code] of [
      [1, 'stale_generation'],
      [3, 'unknown_generation'],
    ] as const) {
      for (const { status, body } of await Promise.all(calls(generation))) {
        assert.deepEqual([status, body.code, body.current_generation], [409, code, 2])
      }
    }
    assert.equal((await send('GET', url)).body.sealed_through, 5)
    await resume('two', { resume_step: 5 })
    assert.equal((await resume('one', { resume_step: 5 })).body.code, 'stale_generation')
  })

  it('cannot resume after the returned steps', async () => {
    const { step, resume } = await run()
    await step({ step: 9, ahead: 3 })
    const { status, body } = await resume('r', { resume_step: 13 })
    assert.deepEqual([status, body.code, body.sealed_through], [409, 'resume_ahead', 12])
    assert.equal((await resume('r', { resume_step: 12 })).status, 201)
    assert.equal((await resume('s', { resume_step: 3, parent: 4 })).body.code, 'unknown_generation')
  })

  it('reverts the later effects of metrics, with counters', async () => {
    const { step, resume, lr } = await run(REDUCED)
    const fresh = await run(REDUCED)
    const losses = [5, 5, 5, 5, 5, 5]
    for (const [k, loss] of losses.entries()) await step({ step: k + 1, metrics: { loss } })
    assert.equal(await lr({ step: 6 }), 0.25)
    await resume('again', { resume_step: 2 })
    for (const k of [1, 2]) await fresh.step({ step: k, metrics: { loss: 5 } })
    // At step 2 one bad report was counted; it still is, and the later ones are not.
    for (const [k, loss] of [4, 4, 4, 9, 3, 4, 4].entries()) {
      const wanted = { step: k + 3, metrics: { loss } }
      assert.equal(await lr(wanted), await fresh.lr(wanted))
    }
  })

  it('decides again for steps after its resume step, and not for earlier ones', async () => {
    const { step, resume } = await run(REDUCED)
    for (const k of [1, 2, 3]) await step({ step: k, metrics: { loss: k } })
    await resume('again', { resume_step: 2 })
    assert.equal((await step({ step: 2, metrics: { loss: 7 } })).body.code, 'metric_conflict')
    assert.equal((await step({ step: 3, metrics: { loss: 7 } })).body.metrics.loss.value, 7)
  })

  it('keeps its parent’s edits of later steps, or drops them', async () => {
    for (const [edits, expected] of [
      ['keep', [1, 1, 3, 4]],
      ['drop', [1, 1, 1, 1]],
    ] as const) {
      const { resume, step, edit, series } = await run({ groups: [{ name: 'a', lr: 1 }] })
      await edit(3, 2)
      await edit(4, 3)
      await step({ step: 2 })
      await resume('r', { resume_step: 1, edits })
      assert.deepEqual(await series(3), expected)
      await step({ step: 5 })
      assert.deepEqual(await series(3), expected)
    }
  })

  it('does not apply cancelled edits', async () => {
    const { url, resume, step, edit, series } = await run({ groups: [{ name: 'a', lr: 1 }] })
    await edit(3, 4)
    await edit(5, 5)
    await send('DELETE', `${url}/edits/2`)
    await step({ step: 6 })
    await resume('one', { resume_step: 2 })
    assert.deepEqual(await series(5), [1, 1, 1, 1, 1, 5])
    await send('DELETE', `${url}/edits/3`)
    await step({ step: 6 })
    await resume('two', { resume_step: 1 })
    assert.deepEqual(await series(5), [1, 1, 1, 1, 1, 1])
    // With the first generation as parent, an edit that it had not cancelled is in effect again.
    await resume('three', { resume_step: 1, parent: 1 })
    assert.deepEqual(await series(5), [1, 1, 1, 1, 1, 5])
  })

  it('may descend from an older one, and has its values again', async () => {
    const { url, resume, step, series } = await run({ ...RUN, schedulers: [HALVING] })
    await step({ step: 8 })
    const first = await series(8)
    await resume('one', { resume_step: 2 })
    await send('PATCH', `${url}/groups/backbone`, { lr: 7 })
    await step({ step: 6 })
    const second = await series(6)
    assert.equal((await resume('back', { resume_step: 8, parent: 1 })).body.step, 8)
    assert.deepEqual(await series(8), first)
    await resume('forth', { resume_step: 6, parent: 2 })
    assert.deepEqual(await series(6), second)
  })

  it('is listed with its parent and resume step', async () => {
    const { url, step, resume } = await run()
    await step({ step: 30 })
    await resume('one', { resume_step: 20, world_size: 4 }, { 'lockstep-actor': 'ada' })
    await step({ step: 24 })
    await resume('two', { resume_step: 29, parent: 1, reason: 'other way', edits: 'drop' })
    const { generations } = (await send('GET', `${url}/generations`)).body
    const shown = generations.map(({ opened_at, ...rest }: Record<string, unknown>) => {
      assert.ok(Math.abs(Date.parse(opened_at as string) - Date.now()) < 60_000)
      return rest
    })
    const first = { generation: 1, key: null, parent: null, resume_step: 0, sealed_through: 30 }
    const one = { generation: 2, key: 'one', parent: 1, resume_step: 20, sealed_through: 24 }
    const two = { generation: 3, key: 'two', parent: 1, resume_step: 29, sealed_through: 29 }
    assert.deepEqual(shown, [
      { ...first, is_current: false, edits: 'keep', revision: 1 },
      { ...one, is_current: false, edits: 'keep', revision: 2, world_size: 4, actor: 'ada' },
      { ...two, is_current: true, edits: 'drop', revision: 3, reason: 'other way' },
    ])
  })
})
