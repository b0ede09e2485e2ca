import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../app.ts'

const { send } = await appOn()
const GROUP = { name: 'w', lr: 0.1, momentum: 0.9 }
const LINEAR = { type: 'LinearLR' }

let count = 0

/** Registers one group, and returns the calls of this suite on it. */
async function registered(body: object = {}) {
  const url = `/v1/optimizers/unsealed-${++count}`
  assert.equal((await send('PUT', url, { groups: [GROUP], ...body })).body.sealed_through, -1)
  const post = async (path: string, given: object) => {
    const { status, body } = await send('POST', `${url}/${path}`, given)
    assert.ok(status < 300, JSON.stringify(body))
    return body
  }
  const lr = async (step: number): Promise<number> =>
    (await post('steps', { step })).groups[0].lr as number
  return { url, post, lr }
}

describe('before the first advance', () => {
  it('a scheduler acts at step 0, as constructed in torch', async () => {
    const { post, lr } = await registered()
    await post('schedulers', LINEAR)
    assert.deepEqual(
      [await lr(0), await lr(1), await lr(2)],
      [0.03333333333333333, 0.04666666666666667, 0.060000000000000005],
    )
  })

  it('an edit acts at step 0, before or after a scheduler in the order of acceptance', async () => {
    const before = await registered()
    await before.post('edits', { set: { lr: 0.3 } })
    await before.post('schedulers', LINEAR)
    assert.equal(await before.lr(0), 0.3 * (1 / 3))
    const after = await registered()
    await after.post('schedulers', LINEAR)
    const edit = await after.post('edits', { set: { lr: 0.3 } })
    assert.deepEqual([edit.step, edit.before, edit.after], [0, [{ name: 'w', lr: 0.1 / 3 }], [{ name: 'w', lr: 0.3 }]]) // prettier-ignore
    assert.equal(await after.lr(0), 0.3)
  })

  it('a group that is added has the values of torch’s add_param_group', async () => {
    const { url, post } = await registered({ schedulers: [LINEAR] })
    await post('groups', { name: 'late', lr: 1 })
    const read = (await send('GET', url)).body
    assert.deepEqual([read.groups[1].lr, read.groups[1].effective_step], [1, undefined])
    const { groups } = await post('steps', { step: 5 })
    // Torch ends at 2.999..., because the group never had the start factor.
    assert.ok(Math.abs(groups[1].lr - 3) < 1e-12)
  })

  it('a removal leaves no effect of what it removes', async () => {
    const { url, post, lr } = await registered({
      groups: [GROUP, { name: 'gone', lr: 1 }],
      schedulers: [{ ...LINEAR, name: 'wrong' }],
    })
    assert.equal((await send('DELETE', `${url}/schedulers/wrong`)).status, 204)
    assert.equal((await send('DELETE', `${url}/groups/gone`)).status, 204)
    await post('schedulers', { ...LINEAR, name: 'wrong', start_factor: 0.5 })
    assert.equal((await send('GET', url)).body.groups[0].lr, 0.05)
    assert.equal(await lr(0), 0.05)
  })

  it('a cancelled edit has no effect, and the next advance seals step 0 too', async () => {
    const { url, post } = await registered()
    const { revision } = await post('edits', { set: { lr: 0.7 } })
    assert.equal((await send('GET', `${url}/lr`)).body.groups[0].lr, 0.7)
    assert.equal((await send('DELETE', `${url}/edits/${revision}`)).status, 204)
    const { step, sealed_through, groups } = await post('steps', {})
    assert.deepEqual([step, sealed_through, groups[0].lr], [1, 1, 0.1])
    const late = await send('POST', `${url}/edits`, { set: { lr: 1 }, at_step: 0 })
    assert.deepEqual([late.body.code, late.body.earliest_step], ['step_sealed', 2])
  })

  it('reading, opening a generation, a checkpoint and a restore seal nothing', async () => {
    const { url, post, lr } = await registered()
    await post('edits', { set: { lr: 0.5 } })
    assert.equal((await send('GET', `${url}/lr?step=3`)).body.groups[0].lr, 0.5)
    const opened = await send('PUT', `${url}/generations/first`, { resume_step: 0 })
    assert.deepEqual([opened.status, opened.body.sealed_through], [201, -1])
    await post('schedulers', LINEAR)
    const { body: document } = await send('GET', `${url}/state`)
    const restored = await send('PUT', `${url}/state`, document)
    assert.deepEqual([restored.status, restored.body.sealed_through], [200, -1])
    await post('edits', { scale: { lr: 2 } })
    const first = await lr(0)
    assert.equal(first, 0.5 * (1 / 3) * 2)
    await lr(40)
    assert.equal(await lr(0), first)
    assert.equal((await send('GET', `${url}/lr/explanation?group=w&step=0`)).body.value, first)
    const rewound = await send('PUT', `${url}/generations/again`, { resume_step: 0 })
    assert.deepEqual([rewound.body.sealed_through, rewound.body.groups[0].lr], [0, first])
    assert.equal(await lr(0), first)
  })

  it('an edit without a finite value is refused', async () => {
    const { url } = await registered()
    const { status, body } = await send('POST', `${url}/edits`, { scale: { lr: 1.7e308, momentum: 1.7e308 } }) // prettier-ignore
    assert.equal(status, 201)
    assert.ok(body)
    const again = await send('POST', `${url}/edits`, { scale: { lr: 1e300 } })
    assert.deepEqual([again.status, again.body.code], [422, 'value_not_finite'])
  })
})

describe('a change of a later step that is made before the first advance', () => {
  it('is checked with the changes of step 0 once', async () => {
    const { url, post, lr } = await registered({ schedulers: [LINEAR] })
    await post('schedulers', { type: 'StepLR', step_size: 2 })
    await post('groups', { name: 'left', lr: 1, schedulers: 'none' })
    await post('groups?at_step=1', { name: 'late', lr: 2 })
    await post('schedulers?at_step=1', { type: 'ConstantLR', factor: 0.5, groups: ['left'] })
    await lr(1)
    const { body } = await send('GET', `${url}/lr?step=1`)
    assert.deepEqual(
      body.groups.slice(1).map((group: { lr: number }) => group.lr),
      [0.5, 2],
    )
  })
})

describe('a generation that is opened before the first advance', () => {
  for (const edits of ['keep', 'drop']) {
    it(`has a change of step 0 cancelled, with one revision in every process (${edits})`, async () => {
      const store = sqliteStore(':memory:')
      const [first, second] = [await appOn(store), await appOn({ ...store, close: async () => {} })]
      const url = '/v1/optimizers/opened'
      await first.send('PUT', url, { groups: [GROUP] })
      await first.send('POST', `${url}/schedulers`, LINEAR)
      await first.send('PUT', `${url}/generations/next`, { resume_step: 0, edits })
      assert.equal((await first.send('DELETE', `${url}/edits/2`)).status, 204)
      const window = (await first.send('POST', `${url}/steps`, { step: 0, ahead: 4 })).body
      assert.deepEqual([window.revision, window.ahead.revision, window.groups], [1, 1, [GROUP]])
      for (const step of [4, 2, 0]) {
        const { body } = await second.send('POST', `${url}/steps`, { step })
        assert.deepEqual([body.revision, body.groups], [1, [GROUP]], `step ${step}`)
      }
    })
  }
})
