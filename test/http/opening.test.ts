import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
let count = 0

const HALVING = {
  groups: [{ name: 'a', lr: 1 }],
  schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }],
}

/** A new optimizer, and functions that call it. */
async function run(body: object = HALVING) {
  const id = `opened-${++count}`
  const url = `/v1/optimizers/${id}`
  assert.equal((await send('PUT', url, body)).status, 201)
  return {
    id,
    url,
    step: (wanted: object) => send('POST', `${url}/steps`, wanted),
    open: (key: string, wanted: object) => send('PUT', `${url}/generations/${key}`, wanted),
    edit: (lr: number, at_step: number) => send('POST', `${url}/edits`, { set: { lr }, at_step }),
  }
}

describe('opening a generation with its first window', () => {
  it('answers what an advance to the resume step with this window answers', async () => {
    const { step, open } = await run()
    await step({ step: 30 })
    const { status, body } = await open('r', { resume_step: 4, ahead: 3 })
    assert.equal(status, 201)
    assert.deepEqual([body.step, body.sealed_through, body.resume_step], [4, 7, 4])
    assert.deepEqual(body.ahead.groups, [{ name: 'a', lr: [0.5 ** 5, 0.5 ** 6, 0.5 ** 7] }])
    const { body: advanced } = await step({ step: 4, ahead: 3, generation: 2 })
    assert.deepEqual(body.ahead, advanced.ahead)
    assert.deepEqual(body.groups, advanced.groups)
  })

  it('answers the same window to every rank and every repeat', async () => {
    const { step, open } = await run()
    await step({ step: 30 })
    const wanted = { resume_step: 4, ahead: 3 }
    const ranks = await Promise.all(Array.from({ length: 6 }, () => open('r', wanted)))
    assert.deepEqual(ranks.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 201])
    for (const { body } of ranks) assert.deepEqual(body, ranks[0]!.body)
    await step({ step: 50, generation: 2 })
    const late = await open('r', wanted)
    assert.equal(late.status, 200)
    assert.deepEqual(late.body.ahead, ranks[0]!.body.ahead)
  })

  it('is confirmed by a rank with another window, or with none', async () => {
    const { step, open } = await run()
    await step({ step: 30 })
    await open('r', { resume_step: 4, ahead: 3 })
    const none = await open('r', { resume_step: 4 })
    assert.deepEqual([none.status, none.body.ahead], [200, undefined])
    const longer = await open('r', { resume_step: 4, ahead: 5 })
    assert.deepEqual([longer.status, longer.body.ahead.through], [200, 9])
  })

  it('refuses a window that is not a number of steps, and opens nothing', async () => {
    const { url, step, open } = await run()
    await step({ step: 30 })
    const { status, body } = await open('r', { resume_step: 4, ahead: -1 })
    assert.deepEqual([status, body.errors[0].pointer], [400, '/ahead'])
    assert.equal((await send('GET', `${url}/generations`)).body.generations.length, 1)
  })
})

describe('opening a generation from a step of another one', () => {
  it('goes on from the current line where that passes through the step', async () => {
    const { step, open, edit } = await run()
    await step({ step: 30 })
    await open('two', { resume_step: 20 })
    await edit(7, 25)
    // Step 10 of generation 1 is on the line of generation 2, whose edits are kept.
    const { status, body } = await open('three', { from: { generation: 1, step: 10 } })
    assert.deepEqual([status, body.parent, body.resume_step], [201, 2, 10])
    assert.equal((await step({ step: 25 })).body.groups[0].lr, 7)
    const { body: own } = await open('four', { from: { generation: 3, step: 25 } })
    assert.deepEqual([own.parent, own.resume_step], [3, 25])
  })

  it('goes on from the named generation where the current line left it before', async () => {
    const { step, open, edit } = await run()
    await step({ step: 12 })
    await open('two', { resume_step: 12 })
    await edit(7, 30)
    await step({ step: 40 })
    const left = (await step({ step: 40 })).body.groups
    await open('three', { resume_step: 20, edits: 'drop' })
    await step({ step: 60 })
    const { status, body } = await open('four', { from: { generation: 2, step: 40 } })
    assert.deepEqual([status, body.parent, body.resume_step], [201, 2, 40])
    assert.deepEqual(body.groups, left)
  })

  it('is confirmed by a repeat, and by a rank that names the resume step', async () => {
    const { step, open } = await run()
    await step({ step: 40 })
    await open('two', { resume_step: 20 })
    await step({ step: 30 })
    const wanted = { from: { generation: 1, step: 35 } }
    const first = await open('three', wanted)
    assert.deepEqual([first.status, first.body.parent], [201, 1])
    const again = await open('three', wanted)
    assert.deepEqual([again.status, again.body], [200, first.body])
    assert.equal((await open('three', { resume_step: 35 })).status, 200)
    assert.equal((await open('three', { resume_step: 35, parent: 1 })).status, 200)
    const other = await open('three', { from: { generation: 1, step: 34 } })
    assert.deepEqual(
      [other.status, other.body.differences],
      [409, [{ pointer: '/from/step', registered: 35, given: 34 }]],
    )
    const line = await open('three', { from: { generation: 2, step: 35 } })
    assert.deepEqual(
      [line.status, line.body.differences],
      [409, [{ pointer: '/from/generation', registered: 1, given: 2 }]],
    )
  })

  it('is refused for a generation that does not exist, or a step it never had', async () => {
    const { url, step, open } = await run()
    await step({ step: 40 })
    await open('two', { resume_step: 20 })
    const unknown = await open('three', { from: { generation: 5, step: 10 } })
    assert.deepEqual([unknown.status, unknown.body.code], [409, 'unknown_generation'])
    assert.match(unknown.body.detail, /no generation 5; the current one is 2/)
    const late = await open('three', { from: { generation: 1, step: 41 } })
    assert.deepEqual([late.status, late.body.code], [409, 'resume_ahead'])
    assert.deepEqual([late.body.generation, late.body.sealed_through], [1, 40])
    const own = await open('three', { from: { generation: 2, step: 21 } })
    assert.deepEqual([own.body.code, own.body.sealed_through], ['resume_ahead', 20])
    assert.equal((await send('GET', `${url}/generations`)).body.generations.length, 2)
  })

  it('is refused together with a resume step or a parent, and without any of them', async () => {
    const { open } = await run()
    const from = { generation: 1, step: 0 }
    for (const [wanted, pointer] of [
      [{ from, resume_step: 0 }, '/resume_step'],
      [{ from, parent: 1 }, '/parent'],
      [{}, '/resume_step'],
      [{ from: { step: 3 } }, '/from/generation'],
    ] as const) {
      const { status, body } = await open('r', wanted)
      assert.deepEqual([status, body.errors[0].pointer], [400, pointer])
    }
  })
})

describe('opening generations of many optimizers', () => {
  it('answers one result or problem each', async () => {
    const one = await run()
    const two = await run()
    await one.step({ step: 10 })
    await two.step({ step: 20 })
    const generations = [
      { optimizer: one.id, key: 'k', resume_step: 5, ahead: 2 },
      { optimizer: two.id, key: 'k', from: { generation: 1, step: 20 }, reason: 'node lost' },
      { optimizer: 'no-such', key: 'k', resume_step: 5 },
      { optimizer: two.id, key: 'other', resume_step: 30 },
    ]
    const { status, body } = await send('POST', '/v1/generations', { generations })
    assert.equal(status, 200)
    const { results } = body
    assert.deepEqual(
      results.map((each: Record<string, unknown>) => each['status']),
      [201, 201, 404, 409],
    )
    assert.deepEqual(results[0].result.ahead.groups, [{ name: 'a', lr: [0.5 ** 6, 0.5 ** 7] }])
    assert.equal(results[2].problem.code, 'optimizer_not_found')
    assert.equal(results[3].problem.code, 'resume_ahead')
    const again = await send('POST', '/v1/generations', { generations: generations.slice(0, 2) })
    assert.deepEqual(
      again.body.results.map((each: Record<string, unknown>) => each['status']),
      [200, 200],
    )
    assert.deepEqual(again.body.results[0].result, results[0].result)
    const { body: listed } = await send('GET', `${two.url}/generations`)
    assert.equal(listed.generations[1].reason, 'node lost')
  })

  it('refuses an item that states no position', async () => {
    const { id } = await run()
    const generations = [{ optimizer: id, key: 'a' }]
    const { status, body } = await send('POST', '/v1/generations', { generations })
    assert.deepEqual([status, body.errors[0].pointer], [400, '/generations/0/resume_step'])
  })
})
