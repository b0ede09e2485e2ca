import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const S = { name: 's', type: 'StepLR', step_size: 1, gamma: { a: 0.5 } }
const OWN = { arguments: { s: { gamma: 0.25 } } }
let count = 0

/** One group with lr 1, sealed through step 5. */
async function running(schedulers: readonly object[]) {
  const url = `/v1/optimizers/later-groups-${++count}`
  const body = { groups: [{ name: 'a', lr: 1 }], schedulers }
  assert.equal((await send('PUT', url, body)).status, 201)
  await send('POST', `${url}/steps`, { step: 5 })
  return {
    url,
    add: async (group: object, query = '') =>
      (await send('POST', `${url}/groups${query}`, { lr: 1, ...group })).status,
    rewind: (step: number) =>
      send('PUT', `${url}/generations/again`, { resume_step: step, edits: 'keep' }),
    advance: (step: number) => send('POST', `${url}/steps`, { step }),
  }
}

describe('a group of a later step', () => {
  it('wants no arguments of a scheduler that is attached after the group is removed', async () => {
    const { url, add, advance } = await running([])
    assert.equal(await add({ name: 'b' }, '?at_step=7'), 201)
    assert.equal((await send('DELETE', `${url}/groups/b?at_step=9`)).status, 204)
    assert.equal((await send('POST', `${url}/schedulers?at_step=9`, S)).status, 201)
    assert.equal(await add({ name: 'c', ...OWN }), 201)
    const { groups } = (await advance(10)).body
    assert.deepEqual(groups, [{ name: 'a', lr: 0.5 }, { name: 'c', lr: 0.25 }]) // prettier-ignore
  })

  it('wants none of a scheduler that is detached before the group is added', async () => {
    const { url, add, rewind, advance } = await running([S])
    assert.equal((await send('DELETE', `${url}/schedulers/s`)).status, 204)
    assert.equal(await add({ name: 'b' }), 201)
    await rewind(3)
    assert.equal(await add({ name: 'c', ...OWN }), 201)
    const { groups } = (await advance(7)).body
    assert.deepEqual(
      groups.map(({ lr }: { lr: number }) => lr),
      [0.5 ** 5, 0.25 ** 2, 1],
    )
  })

  it('keeps the detachment of a scheduler that could not drive it from being cancelled', async () => {
    const { url, add, advance } = await running([S])
    await send('DELETE', `${url}/schedulers/s`)
    assert.equal(await add({ name: 'b' }), 201)
    const { status, body } = await send('DELETE', `${url}/edits/2`)
    assert.deepEqual([status, body.errors[0].pointer], [400, '/gamma'])
    assert.match(body.detail, /pending group "b": no value for this group in "gamma"/)
    assert.equal((await advance(6)).status, 200)
  })

  it('and its removal can both be cancelled, in either order', async () => {
    for (const [first, second] of [
      [3, 4],
      [4, 3],
    ]) {
      const { url, add, advance } = await running([])
      const pending = { type: 'StepLR', step_size: 2 }
      assert.equal((await send('POST', `${url}/schedulers?at_step=9`, pending)).status, 201)
      assert.equal(await add({ name: 'b' }, '?at_step=8'), 201)
      assert.equal((await send('DELETE', `${url}/groups/b?at_step=8`)).status, 204)
      assert.equal((await send('DELETE', `${url}/edits/${first}`)).status, 204)
      assert.equal((await send('DELETE', `${url}/edits/${second}`)).status, 204)
      assert.equal((await advance(10)).body.groups.length, 1)
    }
  })

  it('keeps a patch to a common argument from being cancelled', async () => {
    const { url, add, advance } = await running([S])
    assert.equal((await send('PATCH', `${url}/schedulers/s`, { gamma: 0.1 })).status, 200)
    assert.equal(await add({ name: 'b' }, '?at_step=7'), 201)
    assert.equal((await send('DELETE', `${url}/edits/2`)).status, 400)
    assert.equal((await advance(8)).status, 200)
  })
})

describe('a scheduler that has no argument of a group at some step', () => {
  it('is patched before a group is removed and another one is added', async () => {
    const factors = { name: 's', type: 'MultiplicativeLR', lr_lambda: { a: '0.5' } }
    const { url, add, advance } = await running([factors])
    assert.equal(await add({ name: 'b', schedulers: 'none' }), 201)
    assert.equal((await send('DELETE', `${url}/groups/a?at_step=8`)).status, 204)
    const own = { arguments: { s: { lr_lambda: '0.25' } } }
    assert.equal(await add({ name: 'c', schedulers: 'restart', ...own }, '?at_step=9'), 201)
    const patched = await send('PATCH', `${url}/schedulers/s`, { lr_lambda: '0.125' })
    assert.equal(patched.status, 200, JSON.stringify(patched.body))
    assert.equal((await send('GET', url)).status, 200)
    const { groups } = (await advance(10)).body
    assert.deepEqual(groups, [{ name: 'b', lr: 1 }, { name: 'c', lr: 0.25 }]) // prettier-ignore
  })

  it('has a common one by the time at which a group is added, by a pending patch', async () => {
    const factor = { name: 's', type: 'LambdaLR', lr_lambda: { a: '0.5' } }
    const { url, add, advance } = await running([factor])
    await send('PATCH', `${url}/schedulers/s`, { lr_lambda: '0.25' })
    assert.equal(await add({ name: 'b' }, '?at_step=7'), 201)
    const edited = await send('PATCH', `${url}/groups/b?at_step=8`, { lr: 2 })
    assert.equal(edited.status, 200, JSON.stringify(edited.body))
    assert.deepEqual(edited.body.warnings?.[0].code, 'edit_overwritten')
    assert.equal((await send('GET', url)).status, 200)
    const { groups } = (await advance(9)).body
    assert.equal(groups[1].lr, 0.25)
  })
})

describe('a group that joins a scheduler after a patch', () => {
  it('is in its own wave, if the patch leaves the waves as they are', async () => {
    const waves = { name: 's', type: 'CosineAnnealingWarmRestarts', T_0: { a: 2 } }
    const { url, add, advance } = await running([waves])
    await send('PATCH', `${url}/schedulers/s`, { eta_min: 0 })
    await advance(6)
    assert.equal(await add({ name: 'b', arguments: { s: { T_0: 8 } } }), 201)
    const lr = async (step: number) => (await advance(step)).body.groups[1].lr
    // The values of torch 2.13 with T_0 = 8 for all groups.
    assert.deepEqual([await lr(7), await lr(8), await lr(12)], [0.03806023374435663, 1, 0.5])
  })
})
