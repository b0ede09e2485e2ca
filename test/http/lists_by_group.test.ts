import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const CYCLE = { type: 'CyclicLR', base_lr: 0, step_size_up: 2, cycle_momentum: false, name: 's' }

let count = 0

/** An optimizer of the groups a, b and c. */
async function register(...schedulers: object[]) {
  const url = `/v1/optimizers/listed-${++count}`
  const groups = ['a', 'b', 'c'].map((name) => ({ name, lr: 1 }))
  const { status, body } = await send('PUT', url, { groups, schedulers })
  assert.equal(status, 201, JSON.stringify(body))
  return { url, schedulers: body.schedulers as Record<string, unknown>[] }
}

describe('a list by group', () => {
  it('is in the order of the groups of the optimizer, as in torch', async () => {
    const { url, schedulers } = await register({ ...CYCLE, max_lr: [1, 2, 3] })
    assert.deepEqual(schedulers[0]!['max_lr'], { a: 1, b: 2, c: 3 })
    const { body } = await send('PATCH', `${url}/schedulers/s`, { max_lr: [4, 5, 6] })
    assert.deepEqual(body.pending[0].changes.max_lr, { a: 4, b: 5, c: 6 })
  })

  it('is in the order of "groups" of the scheduler, if it has them', async () => {
    const some = { ...CYCLE, groups: ['c', 'a'] }
    const { url, schedulers } = await register({ ...some, max_lr: [1, 2] })
    assert.deepEqual(schedulers[0]!['max_lr'], { c: 1, a: 2 })
    const other = { ...some, max_lr: [3, 4], name: 't' }
    const attached = await send('POST', `${url}/schedulers`, other)
    assert.deepEqual(attached.body.max_lr, { c: 3, a: 4 })
    const { body } = await send('PATCH', `${url}/schedulers/s`, { max_lr: [5, 6] })
    assert.deepEqual(body.pending[0].changes.max_lr, { c: 5, a: 6 })
  })

  it('has the same order in a preset, also after a change', async () => {
    const plateau = { preset: 'hf/reduce_lr_on_plateau', monitor: 'loss', name: 's' }
    const { url, schedulers } = await register({ ...plateau, groups: ['c', 'a'], min_lr: [1, 2] })
    assert.deepEqual(schedulers[0]!['min_lr'], { c: 1, a: 2 })
    const { body } = await send('PATCH', `${url}/schedulers/s`, { min_lr: [3, 4] })
    assert.deepEqual(body.pending[0].changes.min_lr, { c: 3, a: 4 })
  })

  it('is in the order in which pending groups act: those that join come first', async () => {
    const { url } = await register()
    await send('POST', `${url}/steps`, { step: 1 })
    await send('POST', `${url}/groups`, { name: 'd', lr: 1, schedulers: 'restart' })
    await send('POST', `${url}/groups`, { name: 'e', lr: 1 })
    const listed = { ...CYCLE, max_lr: [1, 2, 3, 4, 5] }
    const { body } = await send('POST', `${url}/schedulers`, listed)
    assert.deepEqual(body.max_lr, { a: 1, b: 2, c: 3, e: 4, d: 5 })
    const { groups } = (await send('POST', `${url}/steps`, { step: 2 })).body
    const names = groups.map(({ name }: { name: string }) => name)
    assert.deepEqual(names, ['a', 'b', 'c', 'e', 'd'])
  })

  it('is without a group that has been removed', async () => {
    const some = { ...CYCLE, groups: ['c', 'b', 'a'] }
    const { url } = await register({ ...some, max_lr: [1, 2, 3] })
    await send('DELETE', `${url}/groups/b`)
    const { body } = await send('PATCH', `${url}/schedulers/s`, { max_lr: [5, 6] })
    assert.deepEqual(body.pending[0].changes.max_lr, { c: 5, a: 6 })
  })
})
