import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
let count = 0

async function run(scheduler: object, more: object = {}) {
  const url = `/v1/optimizers/patched-preset-${++count}`
  const body = {
    groups: [{ name: 'a', lr: 1 }],
    schedulers: [{ name: 's', ...scheduler }],
    ...more,
  }
  const { status, body: answer } = await send('PUT', url, body)
  assert.equal(status, 201, JSON.stringify(answer))
  return {
    url,
    patch: (changes: object, query = '') => send('PATCH', `${url}/schedulers/s${query}`, changes),
    advance: (step: number) => send('POST', `${url}/steps`, { step }),
    read: async () => (await send('GET', `${url}/schedulers/s`)).body,
    lr: async (from: number, to: number): Promise<number[]> =>
      (await send('GET', `${url}/lr?from=${from}&to=${to}`)).body.groups[0].lr,
  }
}

const COSINE = { preset: 'hf/cosine', num_warmup_steps: 10, num_training_steps: 100 }

describe('a preset with other parameters', () => {
  it('goes on as if it had been registered with them', async () => {
    const { url, patch, advance, lr } = await run(COSINE)
    const longer = await (await run({ ...COSINE, num_training_steps: 300 })).lr(0, 300)
    await advance(20)
    const { status, body } = await patch({ num_training_steps: 300 })
    assert.deepEqual([status, body.effective_step, body.preset], [200, 21, 'hf/cosine'])
    assert.deepEqual(await lr(21, 300), longer.slice(21))
    const { events } = (await send('GET', `${url}/events?after=1`)).body
    assert.deepEqual(events[0].parameters, { num_training_steps: 300 })
    assert.deepEqual(Object.keys(events[0].changes), ['lr_lambda'])
  })

  it('counts percentages and the length of the run, and the parameters of before', async () => {
    const { url, patch, advance, lr } = await run(
      { preset: 'hf/cosine', num_warmup_steps: '10%' },
      { total_steps: 100 },
    )
    await advance(3)
    assert.equal((await patch({ num_warmup_steps: '20%' })).status, 200)
    await send('PATCH', url, { total_steps: 200 })
    const same = await run({ ...COSINE, num_warmup_steps: 40, num_training_steps: 200 })
    assert.deepEqual(await lr(4, 200), (await same.lr(0, 200)).slice(4))
    await advance(5)
    await patch({ num_training_steps: 400 })
    await advance(6)
    // The library's warmup is a share of the run that it is given.
    const longer = await run({ ...COSINE, num_warmup_steps: 80, num_training_steps: 400 })
    assert.deepEqual(await lr(6, 400), (await longer.lr(0, 400)).slice(6))
  })

  it('keeps an argument that was patched, unless the parameters change it', async () => {
    const { patch, advance, read } = await run(COSINE)
    await advance(1)
    await patch({ max: { value: 0.5 }, lr_lambda: '0.25' })
    await advance(2)
    await patch({ num_training_steps: 200 })
    await advance(3)
    const after = await read()
    const longer = await (await run({ ...COSINE, num_training_steps: 200 })).read()
    assert.deepEqual(after.max, { value: 0.5 })
    assert.equal(after.lr_lambda, longer.lr_lambda)
  })

  it('keeps such an argument with another length of the run', async () => {
    const { url, patch, advance, read } = await run(
      { preset: 'hf/cosine', num_warmup_steps: 10 },
      { total_steps: 100 },
    )
    await advance(1)
    await patch({ lr_lambda: '0.25' })
    await advance(2)
    await send('PATCH', url, { total_steps: 300 })
    await advance(3)
    assert.equal((await read()).lr_lambda, '0.25')
    await patch({ num_warmup_steps: 20 })
    await advance(4)
    const same = { preset: 'hf/cosine', num_warmup_steps: 20, num_training_steps: 300 }
    assert.equal((await read()).lr_lambda, (await (await run(same)).read()).lr_lambda)
  })

  it('has arguments of what it is beside them in one request', async () => {
    const { patch, advance, read } = await run(COSINE)
    await advance(1)
    assert.equal((await patch({ num_training_steps: 50, min: 0.1 })).status, 200)
    await advance(2)
    const { min, lr_lambda } = await read()
    const shorter = await (await run({ ...COSINE, num_training_steps: 50 })).read()
    assert.deepEqual([min, lr_lambda], [0.1, shorter.lr_lambda])
  })

  it('takes them by group, by name or in order, and follows the length by group', async () => {
    const groups = [
      { name: 'a', lr: 1 },
      { name: 'b', lr: 1 },
    ]
    const plateau = { preset: 'hf/greedy', monitor: 'loss', min_lr: [0.1, 0.2], max_lr: 2 }
    const { url, patch, advance, read } = await run(plateau, { groups })
    assert.deepEqual((await read()).min_lr, { a: 0.1, b: 0.2 })
    await advance(1)
    assert.equal((await patch({ max_lr: [3, 4] })).status, 200)
    await send('DELETE', `${url}/groups/a`)
    await advance(2)
    assert.equal((await patch({ min_lr: { b: 0.3 } })).status, 200)
    await advance(3)
    const { min_lr, max_lr } = await read()
    assert.deepEqual([min_lr, max_lr], [0.3, 4])
  })

  for (const [what, scheduler, changes, pointer] of [
    ['an unknown name', COSINE, { warmup: 1 }, '/warmup'],
    ['a wrong value', COSINE, { num_training_steps: -1 }, '/num_training_steps'],
    ['a contradiction', COSINE, { num_training_steps: 0 }, '/num_training_steps'],
    ['a share without a length', { preset: 'timm/step', decay_t: 9 }, { decay_t: '5%' }, '/decay_t'], // prettier-ignore
    ['a wrong argument beside it', COSINE, { num_training_steps: 50, min: 'x' }, '/min'],
    ['its preset', COSINE, { preset: 'hf/linear' }, '/preset'],
    ['its name', COSINE, { name: 'other' }, '/name'],
  ] as const) {
    it(`is refused: ${what}`, async () => {
      const { url, patch, advance } = await run(scheduler)
      await advance(1)
      const { status, body } = await patch(changes)
      assert.deepEqual([status, body.errors?.[0].pointer], [400, pointer], JSON.stringify(body))
      assert.equal((await send('GET', url)).body.revision, 1)
    })
  }
})
