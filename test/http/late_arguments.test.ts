import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
let count = 0

/** One group with lr 1 under schedulers; and the lr of a group from step 0 on. */
async function optimizer(schedulers: readonly object[], group: object = {}) {
  const url = `/v1/optimizers/late-arguments-${++count}`
  const body = { groups: [{ name: 'a', lr: 1, ...group }], schedulers }
  assert.equal((await send('PUT', url, body)).status, 201)
  const add = (group: object, query = '') => send('POST', `${url}/groups${query}`, group)
  const advance = (step: number) => send('POST', `${url}/steps`, { step })
  const lr = async (name: string, to: number): Promise<(number | null)[]> => {
    const { groups } = (await send('GET', `${url}/lr?from=0&to=${to}`)).body
    return groups.find((each: { name: string }) => each.name === name).lr
  }
  return { url, add, advance, lr }
}

const BY_GROUP = { name: 's', type: 'StepLR', step_size: 1, gamma: { a: 0.5 } }

describe('the arguments of a late group', () => {
  it('are not wanted of one that no scheduler drives, now or with later changes', async () => {
    const { url, add, lr } = await optimizer([BY_GROUP])
    assert.equal((await add({ name: 'b', lr: 1, schedulers: 'none' })).status, 201)
    const later = { type: 'StepLR', step_size: 2, gamma: 0.5 }
    assert.equal((await send('POST', `${url}/schedulers`, later)).status, 201)
    assert.equal((await send('PATCH', `${url}/schedulers/s`, { step_size: 2 })).status, 200)
    assert.equal((await add({ name: 'c', lr: 1, arguments: { s: { gamma: 1 } } })).status, 201)
    assert.deepEqual(await lr('b', 4), [1, 1, 0.5, 0.5, 0.25])
  })

  for (const schedulers of ['join', 'restart', 'none']) {
    it(`are kept for a scheduler that is attached later (${schedulers})`, async () => {
      const { url, add, advance, lr } = await optimizer([])
      const attached = await send('POST', `${url}/schedulers?at_step=3`, BY_GROUP)
      assert.equal(attached.status, 201)
      assert.equal((await add({ name: 'b', lr: 1, schedulers })).body.code, 'group_conflict')
      const own = { arguments: { s: { gamma: 0.25 } } }
      assert.equal((await add({ name: 'b', lr: 1, schedulers, ...own })).status, 201)
      assert.equal((await advance(1)).status, 200)
      const third = { name: 'c', lr: 1, schedulers, arguments: { s: { gamma: 2 } } }
      assert.equal((await add(third)).status, 201)
      await advance(5)
      const document = (await send('GET', `${url}/state`)).body
      assert.equal((await send('PUT', `${url}-copy/state`, document)).status, 200)
      assert.deepEqual(await lr('a', 5), [1, 1, 1, 1, 0.5, 0.25])
      assert.deepEqual(await lr('b', 5), [1, 1, 1, 1, 0.25, 0.0625])
      assert.deepEqual((await lr('c', 5)).slice(2), [1, 1, 2, 4])
    })
  }

  it('leave the common one to a group of a later step, which a patch by group does not', async () => {
    const { url, add, lr } = await optimizer([{ ...BY_GROUP, gamma: 0.5 }])
    assert.equal((await add({ name: 'b', lr: 1 }, '?at_step=3')).status, 201)
    const patch = await send('PATCH', `${url}/schedulers/s`, { gamma: { a: 0.25 } })
    assert.deepEqual([patch.status, patch.body.errors[0].pointer], [400, '/gamma'])
    assert.match(patch.body.detail, /group "b", which is added at step 3/)
    const own = { name: 'c', lr: 1, arguments: { s: { gamma: 1 } } }
    assert.equal((await add(own)).status, 201)
    assert.deepEqual(await lr('b', 5), [null, null, null, 1, 0.5, 0.25])
  })

  it('give a wave of its own to a group that joins warm restarts begun in the middle', async () => {
    const waves = { name: 's', type: 'CosineAnnealingWarmRestarts', T_0: 4, last_epoch: 0 }
    const { add, lr } = await optimizer([waves], { initial_lr: 1 })
    assert.equal(
      (await add({ name: 'b', lr: 1, arguments: { s: { T_0: 2 } } }, '?at_step=1')).status,
      201,
    )
    // The values of torch 2.13 with T_0 = 2 for all groups.
    assert.deepEqual(await lr('b', 6), [null, 1, 0.5, 1, 0.5, 1, 0.5])
  })

  it('of a group that was removed do not matter for a patch', async () => {
    const gamma = { a: 0.5, b: 0.25 }
    const url = `/v1/optimizers/late-arguments-${++count}`
    const groups = ['a', 'b'].map((name) => ({ name, lr: 1 }))
    assert.equal(
      (await send('PUT', url, { groups, schedulers: [{ ...BY_GROUP, gamma }] })).status,
      201,
    )
    await send('POST', `${url}/steps`, { step: 1 })
    assert.equal((await send('DELETE', `${url}/groups/b`)).status, 204)
    assert.equal((await send('PATCH', `${url}/schedulers/s`, { step_size: 2 })).status, 200)
    const { groups: series } = (await send('GET', `${url}/lr?from=0&to=4`)).body
    assert.deepEqual(series[0].lr, [1, 0.5, 0.25, 0.25, 0.125])
  })

  it('need no initial_lr for a patch of a scheduler that began in the middle', async () => {
    const { url, add, advance, lr } = await optimizer(
      [{ name: 's', type: 'MultiplicativeLR', lr_lambda: '0.5', last_epoch: 3 }],
      { initial_lr: 1 },
    )
    await advance(1)
    assert.equal((await add({ name: 'b', lr: 1, schedulers: 'none' })).status, 201)
    const patched = await send('PATCH', `${url}/schedulers/s`, { lr_lambda: '0.25' })
    assert.equal(patched.status, 200)
    assert.deepEqual(await lr('a', 3), [1, 0.5, 0.125, 0.03125])
  })
})
