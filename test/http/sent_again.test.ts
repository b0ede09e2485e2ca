import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const [A, B] = [
  { name: 'a', lr: 1 },
  { name: 'b', lr: 0.5 },
]
let count = 0

async function run(body: object) {
  const url = `/v1/optimizers/sent-again-${++count}`
  const { status, body: answer } = await send('PUT', url, body)
  assert.equal(status, 201, JSON.stringify(answer))
  return {
    url,
    put: (wanted: object) => send('PUT', url, wanted),
    attach: (scheduler: object) => send('POST', `${url}/schedulers`, scheduler),
    detach: (name: string) => send('DELETE', `${url}/schedulers/${name}`),
    advance: (step: number) => send('POST', `${url}/steps`, { step }),
    shown: async () => (await send('GET', `${url}/schedulers`)).body.schedulers,
    values: async () => (await send('GET', `${url}/lr?from=0&to=60`)).body.groups,
  }
}

describe('schedulers as the service answers them', () => {
  const sent = {
    groups: [A, B],
    total_steps: 50,
    schedulers: [
      { preset: 'hf/cosine', num_warmup_steps: { a: 5, b: 9 } },
      { type: 'StepLR', step_size: '20%', gamma: { a: 0.5, b: 0.25 } },
      {
        type: 'ChainedScheduler',
        schedulers: [{ preset: 'hf/linear', num_warmup_steps: 2 }, { type: 'ConstantLR' }],
      },
      { preset: 'timm/step', decay_t: 10, groups: ['b'] },
    ],
  }

  it('register the same optimizer, also under another id', async () => {
    const { put, shown, values } = await run(sent)
    const schedulers = await shown()
    const again = await put({ ...sent, schedulers })
    assert.equal(again.status, 200, JSON.stringify(again.body))
    const copy = await run({ ...sent, schedulers })
    assert.deepEqual(await copy.values(), await values())
    assert.deepEqual(await copy.shown(), schedulers)
  })

  it('are attached elsewhere, and restart a running job', async () => {
    const { put, shown, advance, attach } = await run(sent)
    await advance(3)
    const schedulers = await shown()
    assert.equal((await put({ ...sent, schedulers })).status, 200)
    await attach({ preset: 'hf/constant_with_warmup', num_warmup_steps: 4, name: 'late' })
    await advance(5)
    const later = await shown()
    const again = await put({ ...sent, schedulers: later })
    assert.equal(again.status, 200, JSON.stringify(again.body))
    const other = await run({ groups: [A, B] })
    for (const scheduler of later) {
      const { status, body } = await other.attach(scheduler)
      assert.equal(status, 201, JSON.stringify(body))
    }
  })

  it('are refused with another value', async () => {
    const { put, shown } = await run(sent)
    const [first, ...others] = await shown()
    const schedulers = [{ ...first, lr_lambda: '1' }, ...others]
    assert.equal((await put({ ...sent, schedulers })).status, 409)
    const groups = [first, { ...others[0], groups: ['a'], gamma: 0.5 }, ...others.slice(1)]
    assert.equal((await put({ ...sent, schedulers: groups })).status, 409)
  })
})

describe('a default name that is used again', () => {
  const old = { type: 'StepLR', step_size: 5 }
  for (const next of [
    { type: 'StepLR', step_size: 9 },
    { type: 'StepLR', step_size: 9, last_epoch: 3 },
    { type: 'StepLR', step_size: '20%', gamma: { a: 0.5, b: 0.25 } },
  ]) {
    it(`is of the old scheduler, the new one, both or none: ${JSON.stringify(next)}`, async () => {
      const groups = [A, B].map((each) => ({ ...each, initial_lr: 1 }))
      const body = { groups, total_steps: 50 }
      const { put, attach, detach, advance } = await run({ ...body, schedulers: [old] })
      const checked = async () => {
        for (const schedulers of [[old], [next], [], [old, next]]) {
          const { status, body: answer } = await put({ ...body, schedulers })
          assert.equal(status, 200, JSON.stringify([schedulers, answer]))
        }
        const { status } = await put({ ...body, schedulers: [{ ...next, step_size: 8 }] })
        assert.equal(status, 409)
      }
      await advance(3)
      assert.equal((await detach('StepLR-1')).status, 204)
      await advance(4)
      assert.equal((await attach(next)).body.name, 'StepLR-1')
      await checked()
      await advance(9)
      await checked()
    })
  }
})

describe('groups that are named like shares of the run', () => {
  it('are groups', async () => {
    const groups = [{ name: '50%', lr: 1 }, A]
    const schedulers = [
      { type: 'StepLR', step_size: '10%', groups: ['50%'] },
      { preset: 'hf/linear', num_warmup_steps: { '50%': 5 }, groups: ['50%'], name: 'p' },
    ]
    const { url, shown, put } = await run({ groups, schedulers, total_steps: 100 })
    assert.deepEqual(
      (await shown()).map((each: { groups: string[] }) => each.groups),
      [['50%'], ['50%']],
    )
    assert.equal((await put({ groups, schedulers, total_steps: 100 })).status, 200)
    assert.equal((await send('PATCH', url, { total_steps: 200 })).status, 200)
    const added = { name: '25%', lr: 1, arguments: { 'StepLR-1': { gamma: 1 } } }
    assert.equal((await send('POST', `${url}/groups`, added)).status, 400)
    assert.equal((await send('POST', `${url}/groups`, { name: '25%', lr: 1 })).status, 201)
  })
})

describe('a scheduler with a value of a removed group', () => {
  it('is patched by another argument', async () => {
    const scheduler = { type: 'StepLR', step_size: 5, gamma: { a: 0.5, b: 0.25 }, name: 's' }
    const { url, advance } = await run({ groups: [A, B], schedulers: [scheduler] })
    await advance(2)
    await send('DELETE', `${url}/groups/a`)
    await advance(3)
    const { status, body } = await send('PATCH', `${url}/schedulers/s`, { step_size: 7 })
    assert.equal(status, 200, JSON.stringify(body))
    const named = await send('PATCH', `${url}/schedulers/s`, { gamma: { a: 0.5, b: 0.5 } })
    assert.equal(named.status, 400)
  })
})
