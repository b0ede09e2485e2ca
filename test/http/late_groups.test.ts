import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const A = { name: 'a', lr: 0.1, momentum: 0.9 }

let count = 0

async function running(schedulers: readonly object[], groups: readonly object[] = [A]) {
  const url = `/v1/optimizers/grown-${++count}`
  assert.equal((await send('PUT', url, { groups, schedulers })).status, 201)
  const add = (group: object, query = '') => send('POST', `${url}/groups${query}`, group)
  const lr = async (step: number, metrics?: object): Promise<number[]> => {
    const { body } = await send('POST', `${url}/steps`, { step, ...(metrics && { metrics }) })
    return body.groups.map((group: { lr: number }) => group.lr)
  }
  return { url, add, lr }
}

describe('a group that is added later', () => {
  const step = { type: 'StepLR', step_size: 4, gamma: 0.5 }

  it('joins the epoch of its schedulers, by default', async () => {
    const { add, lr } = await running([step])
    await lr(3)
    assert.equal((await add({ name: 'b', lr: 1 })).status, 201)
    assert.deepEqual(await lr(4), [0.05, 0.5])
  })

  it('has its own values at the step that is named', async () => {
    const { add, lr } = await running([step])
    await lr(3)
    await add({ name: 'b', lr: 1 }, '?at_step=4')
    assert.deepEqual(await lr(4), [0.05, 1])
    assert.deepEqual(await lr(8), [0.025, 0.5])
  })

  it('restarts them, or is not covered, if it says so', async () => {
    const { url, add, lr } = await running([step])
    await lr(3)
    await add({ name: 'b', lr: 1, schedulers: 'restart' })
    await add({ name: 'c', lr: 1, schedulers: 'none' })
    assert.deepEqual(await lr(7), [0.05, 1, 1])
    assert.deepEqual(await lr(8), [0.025, 0.5, 1])
    const { schedulers } = (await send('GET', url)).body
    assert.deepEqual(schedulers[0].groups, ['a', 'b'])
    await send('POST', `${url}/schedulers`, { type: 'ConstantLR', factor: 0.5 })
    assert.deepEqual(await lr(9), [0.0125, 0.25, 0.5])
  })

  it('has the bounds that the constructor would have left, from its own arguments', async () => {
    const cycle = { type: 'OneCycleLR', max_lr: 1, total_steps: 10, anneal_strategy: 'linear' }
    const { add, lr } = await running([cycle])
    await lr(2)
    const own = { 'OneCycleLR-1': { max_lr: 2 } }
    const { body } = await add({ name: 'b', lr: 7, momentum: 0.9, arguments: own }, '?at_step=3')
    assert.deepEqual([body.lr, body.effective_step], [7, 3])
    const [atThree, atFour] = [await lr(3), await lr(4)]
    assert.equal(atThree[1], 7)
    assert.equal(atFour[1], 2 * atFour[0]!)
  })

  it('shares the best and the counters of a plateau, also after the last group was removed', async () => {
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 2, groups: ['a'] }
    const { url, add, lr } = await running([plateau], [A, { name: 'b', lr: 1 }])
    await lr(1, { loss: 1 })
    await lr(2, { loss: 2 })
    await lr(3, { loss: 2 })
    assert.equal((await send('DELETE', `${url}/groups/a`)).status, 204)
    await lr(4)
    assert.equal((await add(A)).status, 201)
    assert.deepEqual(await lr(5, { loss: 2 }), [1, 0.1 * 0.1])
  })

  it('has no initial_lr where torch leaves none: a scheduler attached later starts from its lr', async () => {
    const { url, add, lr } = await running([{ type: 'ExponentialLR', gamma: 0.5 }])
    await add({ name: 'b', lr: 1 }, '?at_step=1')
    const constant = { type: 'LambdaLR', lr_lambda: '1', groups: ['b'] }
    await send('POST', `${url}/schedulers?at_step=3`, constant)
    assert.deepEqual([(await lr(3))[1], (await lr(4))[1]], [0.25, 0.25])
  })

  it('has the initial_lr that the constructors would have left in their order', async () => {
    const cycle = { type: 'CyclicLR', base_lr: 0.5, max_lr: 0.5, cycle_momentum: false }
    const constant = { type: 'LambdaLR', lr_lambda: '1' }
    const after = async (...schedulers: object[]) => {
      const { url, add, lr } = await running(schedulers)
      await add({ name: 'b', lr: 4 })
      await send('POST', `${url}/schedulers`, constant)
      return (await lr(0))[1]
    }
    assert.equal(await after(cycle), 0.5)
    assert.equal(await after({ type: 'ExponentialLR', gamma: 0.5 }, cycle), 4)
  })

  it('is in the wave of the others, which another T_mult does not lengthen', async () => {
    const wave = { type: 'CosineAnnealingWarmRestarts', T_0: 4, last_epoch: 3, name: 's' }
    for (const isLast of [false, true]) {
      const { url, add, lr } = await running([wave], [{ name: 'a', lr: 1, initial_lr: 1 }])
      await lr(0)
      await send('PATCH', `${url}/schedulers/s`, { T_mult: 2 })
      await lr(1)
      if (isLast) await send('DELETE', `${url}/groups/a`)
      await add({ name: 'b', lr: 1 }, isLast ? '?at_step=2' : '')
      const all = [await lr(3), await lr(4), await lr(5), await lr(8)].map((row) => row.at(-1))
      assert.deepEqual(all, [0.14644660940672627, 1, 0.9619397662556434, 0.5])
    }
  })

  it('has the initial value of a hyperparameter only from a scheduler of this one', async () => {
    const halving = { type: 'ExponentialLR', gamma: 0.5, param: 'momentum' }
    const constant = { type: 'LambdaLR', lr_lambda: '1' }
    for (const schedulers of [[halving], [halving, constant]]) {
      const { url, add } = await running(schedulers)
      await send('POST', `${url}/steps`, { step: 0 })
      await add({ name: 'b', lr: 1, momentum: 0.5 })
      const of = { ...constant, param: 'momentum', groups: ['b'] }
      await send('POST', `${url}/schedulers?at_step=2`, of)
      const { body } = await send('POST', `${url}/steps`, { step: 3 })
      assert.equal(body.groups[1].momentum, 0.125)
    }
  })

  for (const [what, group, pointer] of [
    ['an unknown scheduler', { arguments: { Cosine: {} } }, '/arguments/Cosine'],
    ['an unknown argument', { arguments: { 'StepLR-1': { gama: 1 } } }, '/arguments/StepLR-1/gama'],
    ['a wrong value', { arguments: { 'StepLR-1': { gamma: 'x' } } }, '/arguments/StepLR-1/gamma'],
    ['an unknown mode', { schedulers: 'follow' }, '/schedulers'],
    ['arguments without a scheduler', { schedulers: 'none', arguments: { 'StepLR-1': { gamma: 1 } } }, '/arguments/StepLR-1'], // prettier-ignore
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { url, add } = await running([step])
      const { status, body } = await add({ name: 'b', lr: 1, ...group })
      assert.deepEqual([status, body.errors[0].pointer], [400, pointer])
      assert.equal((await send('GET', url)).body.revision, 1)
    })
  }

  it('is a conflict where a scheduler needs a hyperparameter that it lacks', async () => {
    const { url, add } = await running([{ ...step, param: 'momentum' }])
    const { status, body } = await add({ name: 'b', lr: 1 })
    assert.deepEqual([status, body.code], [409, 'group_conflict'])
    assert.match(body.detail, /group "b" has no "momentum"/)
    assert.equal((await add({ name: 'b', lr: 1, schedulers: 'none' })).status, 201)
    assert.equal((await send('POST', `${url}/steps`, { step: 9 })).status, 200)
  })
})

describe('a scheduler with last_epoch', () => {
  it('begins in the middle on groups with an initial_lr', async () => {
    const lambda = { type: 'LambdaLR', lr_lambda: '1 - epoch / 10', last_epoch: 4 }
    const { lr } = await running([lambda], [{ name: 'a', lr: 0.3, initial_lr: 1 }])
    assert.deepEqual(await lr(0), [0.5])
    assert.deepEqual(await lr(2), [1 - 7 / 10])
  })

  it('is refused without an initial_lr, under a metric, and inside another scheduler', async () => {
    const late = { type: 'StepLR', step_size: 4, last_epoch: 4 }
    for (const [schedulers, pointer] of [
      [[late], '/schedulers/0/last_epoch'],
      [[{ type: 'ReduceLROnPlateau', monitor: 'x', last_epoch: 1 }], '/schedulers/0/last_epoch'],
      [[{ type: 'ChainedScheduler', schedulers: [late] }], '/schedulers/0/schedulers/0/last_epoch'],
    ] as const) {
      const { status, body } = await send('PUT', '/v1/optimizers/none', { groups: [A], schedulers })
      assert.deepEqual([status, body.errors[0].pointer], [400, pointer])
    }
    // The scheduler before it leaves an initial_lr in the group, as in torch.
    const both = { groups: [A], schedulers: [{ type: 'StepLR', step_size: 9 }, late] }
    assert.equal((await send('PUT', '/v1/optimizers/both', both)).status, 201)
  })
})

describe('a scheduler with last_epoch that is to be attached', () => {
  const middle = { type: 'StepLR', step_size: 4, last_epoch: 4, name: 'middle' }
  const attach = (url: string, body: object, query = '') =>
    send('POST', `${url}/schedulers${query}`, body)
  const lambda = { type: 'LambdaLR', lr_lambda: '1 - epoch / 10' }

  it('refuses a group without initial_lr that would be there by then', async () => {
    const { url, add } = await running([{ type: 'StepLR', step_size: 9 }])
    assert.equal((await attach(url, middle, '?at_step=8')).status, 201)
    for (const schedulers of ['join', 'none']) {
      const { status, body } = await add({ name: 'b', lr: 1, schedulers }, '?at_step=5')
      assert.deepEqual([status, body.code], [409, 'group_conflict'], schedulers)
      assert.deepEqual(body.errors[0].pointer, '/initial_lr')
    }
    assert.equal((await add({ name: 'b', lr: 1, initial_lr: 2 }, '?at_step=5')).status, 201)
    assert.equal((await add({ name: 'c', lr: 1 }, '?at_step=9')).status, 201)
    assert.equal((await send('GET', `${url}/edits`)).body.edits.length, 3)
  })

  it('accepts a group in which other schedulers leave an initial_lr by then', async () => {
    for (const schedulers of ['join', 'restart']) {
      const { url, add, lr } = await running([lambda])
      await attach(url, middle, '?at_step=4')
      const { status } = await add({ name: 'b', lr: 1, schedulers }, '?at_step=2')
      assert.equal(status, 201, schedulers)
      assert.equal((await lr(4)).length, 2)
    }
  })

  it('accepts a group that joins before another scheduler leaves an initial_lr at that step', async () => {
    const { url, add, lr } = await running([])
    await lr(3)
    await send('POST', `${url}/schedulers`, { type: 'StepLR', step_size: 2, gamma: 0.5 })
    const { status } = await send('POST', `${url}/schedulers`, { ...middle, gamma: 1 })
    assert.equal(status, 201)
    assert.equal((await add({ name: 'b', lr: 1 })).status, 201)
    assert.deepEqual(await lr(6), [0.05, 0.5])
  })

  it('refuses that the scheduler before it is detached, or its attachment cancelled', async () => {
    const { url } = await running([])
    await attach(url, { type: 'StepLR', step_size: 9, name: 'first' })
    assert.equal((await attach(url, middle)).status, 201)
    for (const path of ['/schedulers/first', '/edits/2']) {
      const { status, body } = await send('DELETE', url + path)
      assert.deepEqual([status, body.code], [409, 'group_conflict'], path)
    }
    assert.equal((await send('DELETE', `${url}/schedulers/middle`)).status, 204)
    assert.equal((await send('DELETE', `${url}/schedulers/first`)).status, 204)
  })

  it('refuses a group that has it constructed again without an initial_lr', async () => {
    const { url, add } = await running([middle], [{ ...A, initial_lr: 0.2 }])
    const { status, body } = await add({ name: 'b', lr: 1, schedulers: 'restart' })
    assert.deepEqual([status, body.code], [409, 'group_conflict'])
    assert.equal((await add({ name: 'b', lr: 1 })).status, 201)
    assert.equal((await send('POST', `${url}/steps`, { step: 9 })).status, 200)
  })
})
