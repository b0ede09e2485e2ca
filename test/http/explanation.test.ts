import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
let count = 0

/** A new optimizer, and functions that call it. */
async function run(body: object = RUN) {
  const url = `/v1/optimizers/explained-${++count}`
  assert.equal((await send('PUT', url, body)).status, 201)
  return {
    url,
    step: (wanted: object) => send('POST', `${url}/steps`, wanted),
    explain: async (query: string) => (await send('GET', `${url}/lr/explanation?${query}`)).body,
  }
}

const pick = (rows: readonly Record<string, unknown>[], ...keys: readonly string[]) =>
  rows.map((row) => keys.map((key) => row[key]))

describe('the explanation of a value', () => {
  it('has its base, and the effect of its scheduler', async () => {
    const { url, step, explain } = await run()
    await step({ step: 10 })
    assert.deepEqual(await explain('group=head&step=10'), {
      optimizer: url.split('/').at(-1),
      generation: 1,
      step: 10,
      group: 'head',
      param: 'lr',
      value: 0.001,
      sealed: true,
      base: 0.01,
      schedulers: [
        { name: 'StepLR-1', type: 'StepLR', attached_at: 0, epoch: 10, before: 0.01, after: 0.001 },
      ],
      decisions: [],
      edits: [],
    })
  })

  it('has the effect of each of several schedulers, in order', async () => {
    const schedulers = [
      { ...HALVING, every: 2 },
      { type: 'StepLR', step_size: 3, groups: ['a'] },
      { ...HALVING, param: 'momentum' },
    ]
    const groups = ['a', 'b'].map((name) => ({ name, lr: 1, momentum: 1 }))
    const { step, explain } = await run({ groups, schedulers })
    await step({ step: 6 })
    const { schedulers: a } = await explain('group=a&step=6')
    assert.deepEqual(pick(a, 'name', 'epoch', 'before', 'after'), [
      ['ExponentialLR-1', 3, 0.025, 0.0125],
      ['StepLR-1', 6, 0.0125, 0.0125 * 0.1],
    ])
    const { schedulers: b } = await explain('group=b&step=6')
    assert.deepEqual(pick(b, 'name', 'before', 'after'), [['ExponentialLR-1', 0.25, 0.125]])
    const { schedulers: momentum, value } = await explain('group=b&param=momentum')
    assert.deepEqual(
      [pick(momentum, 'name', 'after'), value],
      [[['ExponentialLR-2', 2 ** -6]], 2 ** -6],
    )
  })

  it('has the edits of its group up to its step', async () => {
    const { url, step, explain } = await run({ groups: RUN.groups, schedulers: [HALVING] })
    const edit = (body: object) => send('POST', `${url}/edits`, body, { 'lockstep-actor': 'ada' })
    await edit({ groups: ['head'], set: { lr: 8 }, at_step: 2, reason: 'try' })
    await edit({ groups: ['backbone'], scale: { lr: 2 }, at_step: 2 })
    await edit({ groups: ['head'], scale: { lr: 0.5 }, at_step: 4 })
    await step({ step: 3 })
    const at = async (step: number) => {
      const { value, edits, schedulers, sealed } = await explain(`group=head&step=${step}`)
      const { before, after } = schedulers[0]
      return {
        value,
        edits: pick(edits, 'revision', 'status', 'actor', 'reason'),
        before,
        after,
        sealed,
      }
    }
    const set = [2, 'acted', 'ada', 'try']
    const moved = { before: 0.005, after: 0.0025 }
    assert.deepEqual(await at(2), { value: 8, edits: [set], ...moved, sealed: true })
    assert.deepEqual(await at(3), { value: 4, edits: [set], before: 8, after: 4, sealed: true })
    const scaled = [4, 'pending', 'ada', undefined]
    const later = { value: 1, edits: [set, scaled], before: 4, after: 2, sealed: false }
    assert.deepEqual(await at(4), later)
    await send('DELETE', `${url}/edits/4`)
    assert.deepEqual(await at(4), { ...later, value: 2, edits: [set] })
  })

  it('has the decisions, without those that a rewind dropped', async () => {
    const { url, step, explain } = await run({ ...RUN, schedulers: [PLATEAU] })
    for (const k of [1, 2, 3]) await step({ step: k, metrics: { loss: 5 } })
    const decisions = async (k: number) =>
      pick((await explain(`group=head&step=${k}`)).decisions, 'reported_for', 'step', 'value')
    assert.deepEqual(await decisions(1), [])
    assert.deepEqual(await decisions(3), [[2, 2, 5], [3, 3, 5]]) // prettier-ignore
    await send('PUT', `${url}/generations/again`, { resume_step: 1 })
    await step({ step: 4 })
    await step({ step: 3, metrics: { loss: 'inf' } })
    assert.deepEqual(await decisions(4), [])
    assert.deepEqual(await decisions(5), [[3, 5, 'inf']])
    const { schedulers, value } = await explain('group=head&step=5')
    assert.deepEqual(pick(schedulers, 'before', 'after'), [[0.01, 0.005]])
    assert.equal(value, 0.005)
  })

  it('has the steps at which group and schedulers began', async () => {
    const { url, step, explain } = await run({ ...RUN, schedulers: [] })
    await send('POST', `${url}/schedulers?at_step=3`, {
      type: 'ConstantLR',
      factor: 0.5,
      total_iters: 9,
    })
    await send('POST', `${url}/groups?at_step=5`, { name: 'neck', lr: 4 })
    await step({ step: 9 })
    const began = (await explain('group=head&step=3')).schedulers
    assert.deepEqual(pick(began, 'attached_at', 'epoch', 'before', 'after'), [
      [3, 0, undefined, undefined],
    ])
    const { base, value, edits, schedulers } = await explain('group=neck&step=9')
    assert.deepEqual([base, value], [4, 4])
    assert.deepEqual(pick(edits, 'kind'), [['group_added']])
    assert.deepEqual(pick(schedulers, 'attached_at', 'epoch'), [[3, 6]])
  })

  it('has no attached or detached scheduler of other groups', async () => {
    const other = { ...HALVING, name: 'other', groups: ['backbone'] }
    const { url, step, explain } = await run({ ...RUN, schedulers: [other] })
    const at = (k: number) => `at_step=${k}`
    const detach = (k: number) => send('DELETE', `${url}/schedulers/other?${at(k)}`)
    await detach(2)
    await send('POST', `${url}/schedulers?${at(3)}`, { ...other, groups: ['head'] })
    await step({ step: 3 })
    await detach(5)
    await send('POST', `${url}/schedulers?${at(5)}`, { ...other })
    await step({ step: 5 })
    await detach(7)
    await send('POST', `${url}/schedulers?${at(7)}`, { ...HALVING, name: 'all' })
    await step({ step: 9 })
    const changed = async (group: string) =>
      pick((await explain(`group=${group}&step=9`)).edits, 'kind', 'step')
    const [attached, detached] = ['scheduler_attached', 'scheduler_detached']
    const backbone = [[detached, 2], [attached, 5], [detached, 7], [attached, 7]] // prettier-ignore
    const head = [[attached, 3], [detached, 5], [attached, 7]] // prettier-ignore
    assert.deepEqual(await changed('backbone'), backbone)
    assert.deepEqual(await changed('head'), head)
  })

  it('is for lr at the cursor by default', async () => {
    const { step, explain } = await run()
    await step({ step: 4, ahead: 20 })
    const { step: at, param } = await explain('group=head')
    assert.deepEqual([at, param], [4, 'lr'])
  })

  for (const [query, status, fact] of [
    ['', 400, '/group'],
    ['group=head&step=-1', 400, '/step'],
    ['group=head&param=betas', 400, '/param'],
    ['group=head&rank=1', 400, '/rank'],
    ['group=tail', 404, ['backbone', 'head']],
    ['group=head&step=281474976710656', 400, '/step'],
  ] as const) {
    it(`is refused for ?${query}`, async () => {
      const { url } = await run()
      const response = await send('GET', `${url}/lr/explanation?${query}`)
      const { known, errors, pointer } = response.body
      assert.deepEqual([response.status, known ?? pointer ?? errors[0].pointer], [status, fact])
    })
  }
})

describe('an explanation during which another process writes', async () => {
  const store = { ...sqliteStore(':memory:'), isShared: true }
  const writer = await appOn(store)
  let write = async () => {}
  const reader = await appOn({
    ...store,
    async find(...given) {
      const found = await store.find(...given)
      await write()
      return found
    },
    close: async () => {},
  })

  for (const [what, method, path, body] of [
    ['an edit', 'POST', '/edits', { groups: ['head'], set: { lr: 3 }, at_step: 6 }],
    ['a scheduler', 'POST', '/schedulers?at_step=6', HALVING],
    ['a decision', 'POST', '/steps', { step: 6, metrics: { loss: 7 } }],
    ['a rewind', 'PUT', '/generations/again', { resume_step: 2 }],
    ['sealed steps', 'POST', '/steps', { step: 9 }],
  ] as const) {
    it(`is of one revision: ${what}`, async () => {
      const url = `/v1/optimizers/read-${++count}`
      const query = `${url}/lr/explanation?group=head&step=6`
      await writer.send('PUT', url, { ...RUN, schedulers: [PLATEAU] })
      for (const step of [1, 2, 3]) {
        await writer.send('POST', `${url}/steps`, { step, metrics: { loss: 5 } })
      }
      const before = (await writer.send('GET', query)).body
      write = async () => {
        write = async () => {}
        assert.ok((await writer.send(method, url + path, body)).status < 300)
      }
      assert.deepEqual((await reader.send('GET', query)).body, before)
      assert.notDeepEqual((await reader.send('GET', query)).body, before)
    })
  }
})
