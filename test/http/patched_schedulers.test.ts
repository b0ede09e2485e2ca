import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()

let count = 0

async function running(scheduler: object, groups: readonly object[] = [{ name: 'a', lr: 1 }]) {
  const url = `/v1/optimizers/patched-${++count}`
  const schedulers = [{ name: 's', ...scheduler }]
  const { status, body } = await send('PUT', url, { groups, schedulers })
  assert.equal(status, 201, JSON.stringify(body))
  const patch = (changes: object, query = '') =>
    send('PATCH', `${url}/schedulers/s${query}`, changes)
  const lr = async (step: number): Promise<number[]> => {
    const { body: advanced } = await send('POST', `${url}/steps`, { step })
    return advanced.groups.map((group: { lr: number }) => group.lr)
  }
  return { url, patch, lr }
}

describe('a scheduler with other arguments', () => {
  it('takes its next step with them', async () => {
    const { url, patch, lr } = await running({ type: 'StepLR', step_size: 2, gamma: 0.5 })
    assert.deepEqual(await lr(2), [0.5])
    const { status, body } = await patch({ step_size: 3, gamma: 0.1 })
    assert.deepEqual([status, body.effective_step, body.step_size], [200, 3, 2])
    assert.deepEqual(body.pending, [
      { revision: 2, step: 3, changes: { step_size: 3, gamma: 0.1 } },
    ])
    assert.deepEqual([await lr(3), await lr(5), await lr(6)], [[0.05], [0.05], [0.05 * 0.1]])
    const read = (await send('GET', `${url}/schedulers/s`)).body
    assert.deepEqual([read.step_size, read.gamma, read.pending], [3, 0.1, undefined])
  })

  it('takes a later step with them, if that is named, and can be cancelled until then', async () => {
    const { url, patch, lr } = await running({ type: 'ExponentialLR', gamma: 0.5 })
    await lr(1)
    await patch({ gamma: 0.1 }, '?at_step=3')
    const { body } = await patch({ gamma: 0.25 }, '?at_step=4')
    const { revision } = body.pending[1]
    assert.equal((await send('DELETE', `${url}/edits/${revision}`)).status, 204)
    assert.deepEqual(
      [await lr(2), await lr(3), await lr(4)],
      [[0.25], [0.25 * 0.1], [0.25 * 0.1 * 0.1]],
    )
  })

  it('acts at step 1 before the first advance: the construction was with the others', async () => {
    const { patch, lr } = await running({ type: 'LinearLR', start_factor: 0.5, total_iters: 2 })
    assert.equal((await patch({ total_iters: 4 })).body.effective_step, 1)
    assert.deepEqual([await lr(0), await lr(1)], [[0.5], [0.5 * (1 + 0.5 / 2)]])
    const early = await patch({ total_iters: 4 }, '?at_step=0')
    assert.deepEqual([early.status, early.body.code], [409, 'step_sealed'])
  })

  it('can still change after one of the groups with own arguments was removed', async () => {
    const byGroup = { type: 'StepLR', step_size: 3, gamma: { a: 0.5, b: 0.25 } }
    const { url, patch, lr } = await running(byGroup, [
      { name: 'a', lr: 1 },
      { name: 'b', lr: 1 },
    ])
    await lr(1)
    assert.equal((await send('DELETE', `${url}/groups/b`)).status, 204)
    const { status, body } = await patch({ step_size: 2 })
    assert.deepEqual([status, body.code], [200, undefined])
    assert.deepEqual([await lr(2), await lr(4)], [[0.5], [0.25]])
    const removed = await patch({ gamma: { a: 0.5, b: 0.25 } })
    assert.deepEqual([removed.status, removed.body.errors[0].pointer], [400, '/gamma/b'])
  })

  it('wants the arguments of a group that is added after a patch by group', async () => {
    const patchSteps = ['', '', '?at_step=5', '?at_step=5']
    for (const [index, groupStep] of ['', '?at_step=5', '', '?at_step=5'].entries()) {
      const { url, patch, lr } = await running({ type: 'StepLR', step_size: 3, gamma: 0.5 })
      await lr(1)
      assert.equal((await patch({ gamma: { a: 0.25 } }, patchSteps[index])).status, 200)
      const add = (body: object) => send('POST', `${url}/groups${groupStep}`, body)
      const { status, body } = await add({ name: 'late', lr: 1 })
      // Before the patch, its argument is still a common one.
      assert.equal(status, index === 2 ? 201 : 409)
      if (status === 409) {
        assert.deepEqual(
          [body.code, body.errors[0].pointer],
          ['group_conflict', '/arguments/s/gamma'],
        )
        await add({ name: 'late', lr: 1, arguments: { s: { gamma: 0.1 } } })
      }
      assert.deepEqual((await lr(6)).length, 2)
    }
  })

  it('can still change before a removed group is added again', async () => {
    const byGroup = { type: 'StepLR', step_size: 3, gamma: { a: 0.5, b: 0.25 } }
    const { url, patch, lr } = await running(byGroup, [
      { name: 'a', lr: 1 },
      { name: 'b', lr: 1 },
    ])
    await lr(1)
    assert.equal((await send('DELETE', `${url}/groups/b`)).status, 204)
    const added = await send('POST', `${url}/groups?at_step=3`, { name: 'b', lr: 4 })
    assert.equal(added.status, 201)
    assert.equal((await patch({ step_size: 4 })).status, 200)
    assert.deepEqual(
      [await lr(3), await lr(4)],
      [
        [1, 4],
        [0.5, 1],
      ],
    )
    const lacking = await patch({ gamma: { a: 0.1 } }, '?at_step=8')
    assert.deepEqual([lacking.status, lacking.body.errors[0].pointer], [400, '/gamma'])
  })

  it('keeps the position in a wave, and in a sequence', async () => {
    const wave = { type: 'CosineAnnealingWarmRestarts', T_0: 4 }
    const waves = await running(wave)
    await waves.lr(6)
    await waves.patch({ T_mult: 2, eta_min: 0.5 })
    // The wave of 4 steps ends at step 8, and the next one has 8 steps.
    assert.deepEqual([await waves.lr(8), await waves.lr(12)], [[1], [0.75]])
    const halving = { type: 'ExponentialLR', gamma: 0.5 }
    const constant = { type: 'ConstantLR', factor: 0.5, total_iters: 2 }
    const sequence = await running({
      type: 'SequentialLR',
      schedulers: [halving, constant],
      milestones: [2],
    })
    await sequence.lr(3)
    await sequence.patch({ milestones: [1] })
    assert.deepEqual([await sequence.lr(4), await sequence.lr(5)], [[1], [1]])
  })

  it('keeps the counters of a plateau, and takes values by group', async () => {
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 5, factor: 0.5 }
    const groups = [{ name: 'a', lr: 1 }, { name: 'b', lr: 1 }] // prettier-ignore
    const { url, patch } = await running(plateau, groups)
    const report = async (step: number) =>
      (await send('POST', `${url}/steps`, { step, metrics: { loss: 1 } })).body.groups
    for (const step of [1, 2, 3]) await report(step)
    await patch({ patience: 2, factor: { a: 0.1, b: 0.2 } })
    const [a, b] = await report(4)
    assert.deepEqual([a.lr, b.lr], [0.1, 0.2])
  })

  it('gives a group that is added later the value of before', async () => {
    const { url, patch, lr } = await running({ type: 'ExponentialLR', gamma: 0.5 })
    await lr(1)
    await patch({ gamma: { a: 0.1 } }, '?at_step=5')
    await send('POST', `${url}/groups?at_step=3`, { name: 'b', lr: 1 })
    assert.deepEqual(await lr(5), [1 / 16 / 10, 0.25])
  })

  for (const [what, scheduler, changes, pointer] of [
    ['an unknown argument', { type: 'StepLR', step_size: 2 }, { gama: 1 }, '/gama'],
    ['a wrong value', { type: 'StepLR', step_size: 2 }, { step_size: 0 }, '/step_size'],
    ['null', { type: 'StepLR', step_size: 2 }, { step_size: null }, '/step_size'],
    ['its type', { type: 'StepLR', step_size: 2 }, { type: 'ExponentialLR' }, '/type'],
    ['its clock', { type: 'StepLR', step_size: 2 }, { every: 3 }, '/every'],
    [
      'what only the constructor reads',
      { type: 'OneCycleLR', max_lr: 1, total_steps: 9, cycle_momentum: false },
      { max_lr: 2 },
      '/max_lr',
    ],
    [
      'a group that it does not drive',
      { type: 'StepLR', step_size: 2 },
      { gamma: { a: 1, z: 1 } },
      '/gamma/z',
    ],
    ['nothing', { type: 'StepLR', step_size: 2 }, {}, ''],
  ] as const) {
    // prettier-ignore
    it(`is refused: ${what}`, async () => {
      const { url, patch } = await running(scheduler)
      const { status, body } = await patch(changes)
      assert.deepEqual([status, body.errors?.[0].pointer], [400, pointer], JSON.stringify(body))
      assert.equal((await send('GET', url)).body.revision, 1)
    })
  }

  it('is refused if there is none', async () => {
    const { url } = await running({ type: 'StepLR', step_size: 2 })
    const { body } = await send('PATCH', `${url}/schedulers/t`, { gamma: 1 })
    assert.equal(body.code, 'scheduler_not_found')
  })
})

describe('a scheduler of a preset', () => {
  it('changes by the arguments of what it stands for, and keeps its name', async () => {
    const { patch, lr } = await running({ preset: 'nanogpt/cosine', warmup_iters: 0, lr_decay_iters: 10, learning_rate: 1, min_lr: 0.1 }) // prettier-ignore
    await lr(1)
    const { status, body } = await patch({ max: { value: 0.5 } })
    assert.deepEqual([status, body.preset], [200, 'nanogpt/cosine'], JSON.stringify(body))
    assert.deepEqual(await lr(2), [0.5])
  })
})
