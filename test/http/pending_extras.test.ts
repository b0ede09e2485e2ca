import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const CYCLE = { type: 'OneCycleLR', max_lr: 1, total_steps: 20, anneal_strategy: 'linear' }
const SWA = { type: 'SWALR', swa_lr: 0.5, anneal_epochs: 1, name: 'swa' }

let count = 0

/** An optimizer of the groups a and b, sealed through step 2. */
async function running(schedulers: readonly object[] = []) {
  const url = `/v1/optimizers/extras-${++count}`
  const groups = ['a', 'b'].map((name) => ({ name, lr: 1, momentum: 0.9 }))
  assert.equal((await send('PUT', url, { groups, schedulers })).status, 201)
  await send('POST', `${url}/steps`, { step: 2 })
  const at = (step?: number) => (step === undefined ? '' : `?at_step=${step}`)
  return {
    url,
    attach: (scheduler: object, step?: number) =>
      send('POST', `${url}/schedulers${at(step)}`, scheduler),
    detach: (name: string, step?: number) => send('DELETE', `${url}/schedulers/${name}${at(step)}`),
    add: (group: object, step?: number) =>
      send('POST', `${url}/groups${at(step)}`, { lr: 1, momentum: 0.9, ...group }),
    set: (name: string, values: object, step?: number) =>
      send('PATCH', `${url}/groups/${name}${at(step)}`, values),
    lr: async (step: number): Promise<number[]> => {
      const { body } = await send('POST', `${url}/steps`, { step })
      return body.groups.map((group: { lr: number }) => group.lr)
    },
  }
}

describe('an edit of a key that a pending scheduler leaves in a group', () => {
  it('acts after the construction at the same step, as the assignment in torch', async () => {
    const { attach, set, lr } = await running()
    await attach(CYCLE)
    assert.equal((await set('a', { max_lr: 3 })).status, 200)
    const [atThree, atEight] = [await lr(3), await lr(8)]
    assert.deepEqual(atThree, [0.04, 0.04])
    assert.deepEqual(atEight, [3, 1])
  })

  it('can be at a later step, also after the scheduler is detached again', async () => {
    const { attach, detach, set, lr } = await running()
    await attach(SWA, 4)
    await set('b', { lr: 2 }, 4)
    assert.equal((await set('b', { swa_lr: 0.25 }, 5)).status, 200)
    assert.deepEqual([await lr(5), await lr(6)], [[0.5, 0.5], [0.5, 0.25]]) // prettier-ignore
    await attach({ ...SWA, name: 'again' }, 8)
    await detach('again', 9)
    assert.equal((await set('a', { swa_lr: 0.25 }, 10)).status, 200)
  })

  it('can be scaled', async () => {
    const { url, attach, lr } = await running()
    await attach({ type: 'ChainedScheduler', schedulers: [{ ...SWA, name: undefined }] })
    const edit = { groups: ['a'], scale: { swa_lr: 0.5 } }
    assert.equal((await send('POST', `${url}/edits`, edit)).status, 201)
    assert.deepEqual(await lr(4), [0.25, 0.5])
  })

  it('can be of a group that has the schedulers constructed on it, or joins them', async () => {
    const { add, set, lr } = await running([SWA])
    await add({ name: 'c', schedulers: 'restart' }, 4)
    await add({ name: 'd' }, 4)
    await add({ name: 'e', schedulers: 'none' }, 4)
    const edits = ['c', 'd', 'e'].map(async (name) => set(name, { swa_lr: 0.25 }, 4))
    const [onC, onD, onE] = await Promise.all(edits)
    assert.deepEqual([onC!.status, onD!.status, onE!.status], [200, 200, 400])
    assert.deepEqual((await lr(6)).slice(2), [0.25, 0.25, 1])
  })

  it('is refused before it is there, and where it will not be', async () => {
    const { attach, set } = await running()
    await attach({ ...SWA, groups: ['b'] }, 5)
    await attach({ ...CYCLE, cycle_momentum: false, groups: ['b'] }, 7)
    const refused = [
      await set('b', { swa_lr: 1 }, 4),
      await set('a', { swa_lr: 1 }, 5),
      await set('b', { max_lr: 1 }, 6),
      await set('b', { base_momentum: 0.5 }, 7),
    ]
    assert.deepEqual(refused.map(({ status }) => status), [400, 400, 400, 400]) // prettier-ignore
    const { detail } = refused[3]!.body.errors[0]
    assert.match(detail, /wanted one of .*"initial_lr", "swa_lr", "max_lr", "min_lr"/)
  })

  it('is refused where the scheduler is detached at the step of its attachment', async () => {
    const { attach, detach, set } = await running()
    await attach(SWA, 5)
    await detach('swa', 5)
    assert.equal((await set('a', { swa_lr: 1 }, 7)).status, 400)
    const { body } = await attach({ type: 'StepLR', step_size: 2, last_epoch: 3 }, 7)
    assert.deepEqual(body.errors?.[0].pointer, '/last_epoch')
  })
})
