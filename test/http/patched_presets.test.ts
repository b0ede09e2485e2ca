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
    assert.deepEqual(Object.keys(events[0].changes), ['phases'])
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
    const longer = await run({ ...COSINE, num_warmup_steps: 40, num_training_steps: 400 })
    assert.deepEqual(await lr(6, 400), (await longer.lr(0, 400)).slice(6))
  })

  it('keeps an argument that was patched, unless the parameters change it', async () => {
    const { patch, advance, read } = await run(COSINE)
    const { phases } = await read()
    await advance(1)
    await patch({ max: { value: 0.5 }, phases: [{ ...phases[0], duration: 5 }, phases[1]] })
    await advance(2)
    await patch({ num_training_steps: 200 })
    await advance(3)
    const after = await read()
    assert.deepEqual(after.max, { value: 0.5 })
    assert.deepEqual(
      after.phases.map(({ duration }: { duration: number }) => duration),
      [10, 190],
    )
  })

  it('keeps such an argument with another length of the run', async () => {
    const { url, patch, advance, read } = await run(
      { preset: 'hf/cosine', num_warmup_steps: 10 },
      { total_steps: 100 },
    )
    const { phases } = await read()
    await advance(1)
    await patch({ phases: [phases[0], { ...phases[1], duration: 40 }] })
    await advance(2)
    await send('PATCH', url, { total_steps: 300 })
    await advance(3)
    assert.equal((await read()).phases[1].duration, 40)
    await patch({ num_warmup_steps: 20 })
    await advance(4)
    assert.deepEqual(
      (await read()).phases.map(({ duration }: { duration: number }) => duration),
      [20, 280],
    )
  })

  it('has arguments of what it is beside them in one request', async () => {
    const { patch, advance, read } = await run(COSINE)
    await advance(1)
    assert.equal((await patch({ num_training_steps: 50, min: 0.1 })).status, 200)
    await advance(2)
    const { min, phases } = await read()
    assert.deepEqual([min, phases[1].duration], [0.1, 40])
  })

  for (const [what, scheduler, changes, pointer] of [
    ['an unknown name', COSINE, { warmup: 1 }, '/warmup'],
    ['a wrong value', COSINE, { num_training_steps: -1 }, '/num_training_steps'],
    ['a contradiction', COSINE, { num_training_steps: 0 }, '/num_training_steps'],
    ['a share without a length', COSINE, { num_warmup_steps: '5%' }, '/num_warmup_steps'],
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
