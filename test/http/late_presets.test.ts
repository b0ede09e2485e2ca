import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const [A, B] = [
  { name: 'a', lr: 1 },
  { name: 'b', lr: 1 },
]
let count = 0

async function run(scheduler: object, more: object = {}, groups: readonly object[] = [A, B]) {
  const url = `/v1/optimizers/late-preset-${++count}`
  const body = { groups, schedulers: [{ name: 's', ...scheduler }], ...more }
  const { status, body: answer } = await send('PUT', url, body)
  assert.equal(status, 201, JSON.stringify(answer))
  return {
    url,
    body,
    add: (own: object, more: object = {}) =>
      send('POST', `${url}/groups`, { name: 'c', lr: 1, arguments: { s: own }, ...more }),
    advance: (step: number) => send('POST', `${url}/steps`, { step }),
    lengthen: (total_steps: number) => send('PATCH', url, { total_steps }),
    remove: (group: string) => send('DELETE', `${url}/groups/${group}`),
    lr: async (group: string, from: number, to: number): Promise<number[]> => {
      const { body } = await send('GET', `${url}/lr?from=${from}&to=${to}`)
      return body.groups.find(({ name }: { name: string }) => name === group).lr
    },
  }
}

/** The values of one group of a preset that was registered for it. */
const valuesOf = async (scheduler: object, more: object, to: number) =>
  (await run(scheduler, more, [A])).lr('a', 0, to)

const WARMUP = { preset: 'hf/constant_with_warmup', num_warmup_steps: { a: 10, b: 20 } }

describe('a group that is added to a preset', () => {
  it('brings parameters of the preset, and joins at its step', async () => {
    const { add, advance, lr } = await run(WARMUP)
    await advance(4)
    const { status, body } = await add({ num_warmup_steps: 40 })
    assert.equal(status, 201, JSON.stringify(body))
    await advance(5)
    const same = await valuesOf({ ...WARMUP, num_warmup_steps: 40 }, {}, 60)
    assert.deepEqual(await lr('c', 6, 60), same.slice(6))
    const first = await valuesOf({ ...WARMUP, num_warmup_steps: 10 }, {}, 60)
    assert.deepEqual(await lr('a', 0, 60), first)
  })

  it('is refused without a parameter by group, and names it', async () => {
    const { url, advance } = await run(WARMUP)
    await advance(4)
    const { status, body } = await send('POST', `${url}/groups`, { name: 'c', lr: 1 })
    assert.deepEqual(
      [status, body.errors[0].pointer],
      [400, '/arguments/s/num_warmup_steps'],
      JSON.stringify(body),
    )
    assert.match(body.errors[0].detail, /"c"/)
    assert.equal((await send('GET', url)).body.revision, 1)
  })

  it('may bring arguments of what the preset stands for', async () => {
    const { add, advance, lr, lengthen } = await run(WARMUP, { total_steps: 100 })
    await advance(4)
    assert.equal((await add({ lr_lambda: '0.5' })).status, 201)
    await advance(6)
    assert.equal((await lengthen(200)).status, 200)
    await advance(7)
    assert.deepEqual(await lr('c', 6, 8), [0.5, 0.5, 0.5])
  })

  it('has one value of its own where the others share one, and shares follow the length', async () => {
    const cosine = { preset: 'hf/cosine', num_warmup_steps: '10%' }
    const { add, advance, lr, lengthen, remove } = await run(cosine, { total_steps: 100 })
    await advance(4)
    assert.equal((await add({ num_warmup_steps: '20%' })).status, 201)
    const next = await add({}, { name: 'd', arguments: {} })
    assert.equal(next.status, 201, JSON.stringify(next.body))
    await remove('a')
    await advance(6)
    assert.equal((await lengthen(200)).status, 200)
    await advance(7)
    const more = { total_steps: 200 }
    const own = await valuesOf({ ...cosine, num_warmup_steps: '20%' }, more, 200)
    const common = await valuesOf(cosine, more, 200)
    assert.deepEqual(await lr('c', 7, 200), own.slice(7))
    assert.deepEqual(await lr('d', 7, 200), common.slice(7))
    assert.deepEqual(await lr('b', 7, 200), common.slice(7))
    const last = await add({}, { name: 'e', arguments: {} })
    assert.equal(last.status, 201, JSON.stringify(last.body))
    await advance(9)
    assert.deepEqual(await lr('e', 9, 200), common.slice(9))
  })

  it('brings those of a nested preset, which follow the length after groups came and went', async () => {
    const nested = {
      type: 'SequentialLR',
      milestones: ['50%'],
      schedulers: [
        { preset: 'hf/constant_with_warmup', num_warmup_steps: { a: 10, b: 20 } },
        { preset: 'hf/linear', num_warmup_steps: 0, num_training_steps: '50%' },
      ],
    }
    const { add, advance, lr, lengthen, remove } = await run(nested, { total_steps: 100 })
    await advance(4)
    const own = { schedulers: [{ num_warmup_steps: 40 }] }
    const missing = await add({})
    assert.deepEqual(
      [missing.status, missing.body.errors[0].pointer],
      [400, '/arguments/s/schedulers/0/num_warmup_steps'],
    )
    assert.equal((await add(own)).status, 201)
    await remove('a')
    await advance(6)
    const { status, body } = await lengthen(200)
    assert.equal(status, 200, JSON.stringify(body))
    await advance(7)
    const schedulers = [{ ...nested.schedulers[0], num_warmup_steps: 40 }, nested.schedulers[1]]
    const same = await valuesOf({ ...nested, schedulers }, { total_steps: 200 }, 200)
    assert.deepEqual(await lr('c', 7, 200), same.slice(7))
  })

  it('counts in a preset that reads the groups of the registration alone', async () => {
    const floor = { preset: 'hf/cosine_with_min_lr', num_warmup_steps: 5, min_lr: 0.1 }
    const { add, advance, lr, lengthen } = await run(floor, { total_steps: 50 })
    await advance(4)
    assert.equal((await add({}, { lr: 7 })).status, 201)
    await advance(6)
    assert.equal((await lengthen(80)).status, 200)
    await advance(7)
    const same = await valuesOf(floor, { total_steps: 80 }, 80)
    assert.deepEqual(await lr('a', 7, 80), same.slice(7))
    assert.equal((await lr('c', 80, 80))[0], 7 * same[80]!)
  })

  for (const [what, own, pointer] of [
    ['an unknown name', { warmup: 1 }, '/arguments/s/warmup'],
    ['a wrong value', { num_warmup_steps: -1 }, '/arguments/s/num_warmup_steps'],
    ['a share without a length', { num_warmup_steps: '5%' }, '/arguments/s/num_training_steps'],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { add, url } = await run({ ...WARMUP, num_warmup_steps: 10 })
      const { status, body } = await add(own)
      assert.deepEqual([status, body.errors?.[0].pointer], [400, pointer], JSON.stringify(body))
      assert.equal((await send('GET', url)).body.revision, 1)
    })
  }
})

describe('a second group that is added', () => {
  it('has the value that was common before the first one brought its own', async () => {
    const chain = {
      type: 'ChainedScheduler',
      schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }],
    }
    for (const [scheduler, own] of [
      [{ type: 'ExponentialLR', gamma: 0.5 }, { gamma: 0.25 }],
      [chain, { schedulers: [{ gamma: 0.25 }] }],
    ] as const) {
      const { url, add, advance, lr, remove } = await run(scheduler)
      await advance(1)
      assert.equal((await add(own)).status, 201)
      await advance(2)
      await remove('a')
      await remove('b')
      const second = await send('POST', `${url}/groups`, { name: 'd', lr: 1 })
      assert.equal(second.status, 201, JSON.stringify(second.body))
      await advance(3)
      assert.deepEqual([await lr('c', 3, 3), await lr('d', 3, 4)], [[0.0625], [0.5, 0.25]])
    }
  })

  it('has what a patch made common, and none after a patch by group', async () => {
    const { url, add, advance, lr } = await run({ type: 'ExponentialLR', gamma: 0.5 })
    const patch = (gamma: unknown) => send('PATCH', `${url}/schedulers/s`, { gamma })
    await advance(1)
    await add({ gamma: 0.25 })
    await advance(2)
    assert.equal((await patch({ a: 0.5, b: 0.5, c: 0.125 })).status, 200)
    await advance(3)
    assert.equal((await send('POST', `${url}/groups`, { name: 'd', lr: 1 })).status, 409)
    assert.equal((await patch(0.125)).status, 200)
    await advance(4)
    assert.equal((await send('POST', `${url}/groups`, { name: 'd', lr: 1 })).status, 201)
    await advance(5)
    assert.deepEqual(await lr('d', 5, 5), [0.125])
  })
})
