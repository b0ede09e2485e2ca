import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const LAMBDA = { type: 'LambdaLR', lr_lambda: '1 / (epoch + 1)' }
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

let count = 0

/** One group with lr 1, under schedulers, advanced to step 0. */
async function running(schedulers: readonly object[], group: object = {}) {
  const url = `/v1/optimizers/lasting-${++count}`
  const groups = [{ name: 'a', lr: 1, momentum: 0.9, betas: [0.9, 0.99], ...group }]
  assert.equal((await send('PUT', url, { groups, schedulers })).status, 201)
  await send('POST', `${url}/steps`, { step: 0 })
  const edit = async (body: object) => send('POST', `${url}/edits`, body)
  const series = async (to: number): Promise<number[]> =>
    (await send('GET', `${url}/lr?from=0&to=${to}&hyperparameters=lr`)).body.groups[0].lr
  return { url, edit, series }
}

describe('multiply', () => {
  it('is on whatever the schedulers give, from its step on, until until_step', async () => {
    const { edit, series } = await running([LAMBDA])
    const { status, body } = await edit({ multiply: { lr: 0.5 }, at_step: 2, until_step: 4 })
    assert.equal(status, 201)
    assert.deepEqual(
      [body.before[0].lr, body.after[0].lr, body.after_next[0].lr, body.overwritten_by],
      [1 / 3, 1 / 6, 1 / 8, undefined],
    )
    assert.deepEqual(await series(5), [1, 1 / 2, 1 / 6, 1 / 8, 1 / 5, 1 / 6])
  })

  it('does not enter the recursion of a scheduler, and several are multiplied', async () => {
    const { url, edit, series } = await running([HALVING])
    await edit({ multiply: { lr: 0.5 }, at_step: 1 })
    await edit({ multiply: { lr: 0.5 }, at_step: 2 })
    assert.deepEqual(await series(3), [1, 0.25, 0.0625, 0.03125])
    await send('POST', `${url}/steps`, { step: 2 })
    const group = (await send('GET', `${url}/groups/a`)).body
    assert.deepEqual([group.lr, group.multiply], [0.0625, { lr: 0.25 }])
    assert.equal((await edit({ release: ['lr'] })).status, 201)
    assert.deepEqual(await series(4), [1, 0.25, 0.0625, 0.125, 0.0625])
  })

  it('is after the bounds, and on one element of a list', async () => {
    const { url, edit, series } = await running([{ ...HALVING, min: { value: 0.5 } }])
    await edit({ multiply: { lr: 0.1, 'betas.0': 0.5 } })
    assert.deepEqual(await series(2), [1, 0.5 * 0.1, 0.5 * 0.1])
    const { groups } = (await send('POST', `${url}/steps`, { step: 1 })).body
    assert.deepEqual(groups[0].betas, [0.45, 0.99])
  })

  it('is in windows, in checkpoints and in later generations', async () => {
    const { url, edit } = await running([LAMBDA])
    await edit({ multiply: { lr: 0.5 }, until_step: 4 })
    const { ahead } = (await send('POST', `${url}/steps`, { step: 1, ahead: 4 })).body
    assert.deepEqual(ahead.groups[0].lr, [1 / 6, 1 / 8, 1 / 5, 1 / 6])
    await send('PUT', `${url}/generations/again`, { resume_step: 2 })
    const { body: document } = await send('GET', `${url}/state`)
    const copy = `${url}-copy`
    assert.equal((await send('PUT', `${copy}/state`, document)).status, 200)
    const { groups } = (await send('POST', `${copy}/steps`, { step: 3 })).body
    assert.equal(groups[0].lr, 1 / 8)
  })
})

describe('hold', () => {
  it('of a list is released by the name of the list', async () => {
    const { url, edit } = await running([HALVING])
    await edit({ hold: { betas: [0.5, 0.6] }, at_step: 1 })
    assert.equal((await edit({ release: ['betas'], at_step: 2 })).status, 201)
    const { ahead } = (await send('POST', `${url}/steps`, { step: 0, ahead: 2 })).body
    assert.deepEqual(ahead.groups[0].betas, [
      [0.5, 0.6],
      [0.9, 0.99],
    ])
  })

  it('fixes a value while the schedulers continue, and release returns to them', async () => {
    const { url, edit, series } = await running([HALVING])
    await edit({ hold: { lr: 7, betas: [0.5, 0.6] }, at_step: 1 })
    await edit({ multiply: { lr: 2 }, at_step: 2 })
    await edit({ release: { hold: ['lr'] }, at_step: 3 })
    assert.deepEqual(await series(4), [1, 7, 7, 0.25, 0.125])
    const { groups } = (await send('POST', `${url}/steps`, { step: 2 })).body
    assert.deepEqual([groups[0].lr, groups[0].betas], [7, [0.5, 0.6]])
    const group = (await send('GET', `${url}/groups/a`)).body
    assert.deepEqual(group.hold, { lr: 7, 'betas.0': 0.5, 'betas.1': 0.6 })
    const { edits } = (await send('GET', `${url}/edits`)).body
    assert.deepEqual(edits[0].hold, { lr: 7, betas: [0.5, 0.6] })
    assert.deepEqual(edits[2].release, { multiply: [], hold: ['lr'] })
  })

  it('can be cancelled while it is pending, also at step 0', async () => {
    const url = '/v1/optimizers/held-at-once'
    await send('PUT', url, { groups: [{ name: 'a', lr: 1 }], schedulers: [LAMBDA] })
    const { body } = await send('POST', `${url}/edits`, { hold: { lr: 3 } })
    assert.deepEqual([body.step, body.after[0].lr, body.after_next[0].lr], [0, 3, 3])
    assert.equal((await send('DELETE', `${url}/edits/${body.revision}`)).status, 204)
    assert.equal((await send('POST', `${url}/steps`, { step: 1 })).body.groups[0].lr, 0.5)
  })
})

describe('set and scale', () => {
  it('say which scheduler overwrites them, and where', async () => {
    const { edit } = await running([{ ...LAMBDA, every: 3 }])
    const { body } = await edit({ scale: { lr: 0.5 }, at_step: 4 })
    assert.deepEqual([body.before[0].lr, body.after[0].lr], [1 / 2, 1 / 4])
    assert.deepEqual(body.after_next, [{ name: 'a', lr: 1 / 4 }])
    assert.deepEqual(body.overwritten_by, { scheduler: 'LambdaLR-1', step: 6 })
  })

  it('last where the schedulers use the current value', async () => {
    const { edit } = await running([HALVING])
    const { body } = await edit({ set: { lr: 8, momentum: 0.5 } })
    assert.deepEqual(body.after_next, [{ name: 'a', lr: 4, momentum: 0.5 }])
    assert.equal(body.overwritten_by, undefined)
  })
})

describe('an edit that lasts is refused', () => {
  for (const [what, body, pointer] of [
    [
      'until a step before its own',
      { multiply: { lr: 2 }, at_step: 9, until_step: 5 },
      '/until_step',
    ],
    ['until its own step', { multiply: { lr: 2 }, at_step: 9, until_step: 9 }, '/until_step'],
    ['with until_step for a set', { set: { lr: 2 }, until_step: 9 }, '/until_step'],
    ['for an unknown hyperparameter', { multiply: { nesterov: 2 } }, '/multiply/nesterov'],
    ['for a whole list', { multiply: { betas: 2 } }, '/multiply/betas'],
    ['for the initial value', { hold: { initial_lr: 2 } }, '/hold/initial_lr'],
    ['with a wrong list', { hold: { betas: [1] } }, '/hold/betas'],
    ['both multiplied and held', { multiply: { lr: 2 }, hold: { lr: 2 } }, '/hold'],
    ['releasing what is not in force', { release: ['lr'] }, '/release'],
    ['without any change', {}, ''],
  ] as const) {
    it(what, async () => {
      const { url, edit } = await running([HALVING])
      const { status, body: refusal } = await edit(body)
      assert.deepEqual(
        [status, refusal.errors?.[0].pointer],
        [400, pointer],
        JSON.stringify(refusal),
      )
      assert.equal((await send('GET', url)).body.revision, 1)
    })
  }

  it('where its value is not finite', async () => {
    const { url, edit } = await running([HALVING])
    const { status, body } = await edit({ multiply: { lr: 1e308, momentum: 1 } })
    assert.equal(status, 201)
    const twice = await edit({ multiply: { lr: 1e308 } })
    assert.deepEqual([twice.status, twice.body.code], [422, 'value_not_finite'])
    assert.equal((await send('GET', url)).body.revision, body.revision)
  })
})
