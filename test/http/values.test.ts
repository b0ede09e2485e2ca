import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN, withoutSeen } from '../app.ts'

const { send } = await appOn()
const url = '/v1/optimizers/run'
await send('PUT', url, RUN)
await send('POST', `${url}/steps`, { step: 12 })

/** What refusals of hyperparameters say. */
const LIST = /given "betas.0", wanted "betas": a list is returned whole/
const RENAMED = /unknown field "params", which is named "hyperparameters" now, wanted only/

const HALVED = { type: 'MultiStepLR', milestones: [3], gamma: 0.5 }

describe('reading values', () => {
  it('returns the response of an advance, and seals nothing', async () => {
    const advanced = await send('POST', `${url}/steps`, { step: 12 })
    assert.deepEqual((await send('GET', `${url}/lr`)).body, {
      ...withoutSeen(advanced.body as object),
      sealed: true,
    })
    const future = (await send('GET', `${url}/lr?step=20`)).body
    assert.deepEqual([future.step, future.sealed_through, future.sealed], [20, 12, false])
    assert.equal(future.groups[0].lr, 0.0010000000000000002)
    assert.equal((await send('GET', url)).body.step, 12)
  })

  it('returns a series, past and future, of the requested parameters', async () => {
    const { body } = await send('GET', `${url}/lr?from=9&to=20&hyperparameters=lr,momentum`)
    assert.deepEqual(body.steps, [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
    assert.deepEqual(body.groups[1].lr, [0.01, ...Array(10).fill(0.001), 0.0001])
    assert.deepEqual(body.groups[1].momentum, Array(12).fill(0.9))
    assert.equal(body.sealed_through, 12)
  })

  it('returns null where a group does not exist', async () => {
    const grown = '/v1/optimizers/grown'
    await send('PUT', grown, RUN)
    await send('POST', `${grown}/groups?at_step=1`, { name: 'neck', lr: 1 })
    const { body } = await send('GET', `${grown}/lr?to=2`)
    assert.deepEqual(body.groups[2], { name: 'neck', lr: [null, 1, 1] })
  })

  it('returns a list as a column of lists, and null where its group does not exist', async () => {
    const adam = '/v1/optimizers/adam'
    const group = { name: 'a', lr: 1, betas: [0.9, 0.999] }
    const halved = { ...HALVED, milestones: [2], param: 'betas.0' }
    await send('PUT', adam, { groups: [group], schedulers: [halved] })
    await send('POST', `${adam}/groups?at_step=3`, { ...group, name: 'b' })
    const { body } = await send('GET', `${adam}/lr?to=3&hyperparameters=betas,lr`)
    const betas = [...Array(2).fill([0.9, 0.999]), ...Array(2).fill([0.45, 0.999])]
    assert.deepEqual(body.groups, [
      { name: 'a', lr: [1, 1, 1, 1], betas },
      { name: 'b', lr: [null, null, null, 1], betas: [null, null, null, [0.9, 0.999]] },
    ])
  })

  it('returns lists that take many chunks of a response', async () => {
    const groups = [{ name: 'a', lr: 1, betas: [0.5, 0.25, 0.125] }]
    const schedulers = [{ type: 'LambdaLR', lr_lambda: '1 + epoch', param: 'betas.1' }]
    const preview = { groups, schedulers, to: 5_000, hyperparameters: ['betas'] }
    const { body } = await send('POST', '/v1/previews', preview)
    const wanted = body.steps.map((step: number) => [0.5, 0.25 * (1 + step), 0.125])
    assert.deepEqual(body.groups, [{ name: 'a', betas: wanted }])
  })

  it('accepts the names in one parameter, or in several', async () => {
    const { body } = await send('GET', `${url}/lr?hyperparameters=lr,momentum`)
    const repeated = `${url}/lr?hyperparameters=lr&hyperparameters=momentum`
    assert.deepEqual((await send('GET', repeated)).body, body)
  })

  it('refuses the element of a list, and the former name of the parameter', async () => {
    for (const [method, path, body, pointer, detail] of [
      ['GET', `${url}/lr?hyperparameters=betas.0`, undefined, '/hyperparameters', LIST],
      ['GET', `${url}/lr?params=lr`, undefined, '/params', RENAMED],
      ['POST', '/v1/previews', { ...RUN, to: 1, params: ['lr'] }, '/params', RENAMED],
      ['GET', `${url}/lr?hyperparameters=lr,`, undefined, '/hyperparameters/1', /at least 1 char/],
    ] as const) {
      const { status, body: refused } = await send(method, path, body)
      assert.deepEqual([status, refused.errors[0].pointer], [400, pointer])
      assert.match(refused.errors[0].detail, detail)
    }
  })

  for (const [query, pointer] of [
    ['step=1&from=2', '/step'],
    ['from=3&to=2', '/from'],
    ['step=-1', '/step'],
    ['step=1.5', '/step'],
    ['step=', '/step'],
    ['to=5&hyperparameters=momentun', '/hyperparameters'],
    ['to=2000000', '/points'],
    ['too=5', '/too'],
  ] as const) {
    it(`refuses ?${query}`, async () => {
      const { status, body } = await send('GET', `${url}/lr?${query}`)
      assert.equal(status, 400)
      assert.equal((body.errors?.[0] ?? body).pointer, pointer)
    })
  }
})

describe('a long run', () => {
  it('can be read at its current and at earlier steps, within the limit of a replay', async () => {
    const app = await appOn(undefined, 10 ** 9)
    const long = '/v1/optimizers/long'
    await app.send('PUT', long, { groups: [{ name: 'a', lr: 1 }], schedulers: [HALVED] })
    const { body } = await app.send('POST', `${long}/steps`, { step: 19_000_000 })
    const read = await app.send('GET', `${long}/lr`)
    assert.deepEqual(read.body, { ...withoutSeen(body as object), sealed: true })
    assert.equal((await app.send('GET', `${long}/lr?step=5`)).body.groups[0].lr, 0.5)
    const { body: refused } = await app.send('GET', `${long}/lr?step=90000000`)
    assert.deepEqual([refused.code, refused.pointer], ['series_too_long', '/step'])
  })
})

describe('a preview', () => {
  it('is the trajectory of a definition, and stores nothing', async () => {
    const { status, body } = await send('POST', '/v1/previews', { ...RUN, to: 12 })
    assert.equal(status, 200)
    const { body: real } = await send('GET', `${url}/lr?to=12`)
    assert.deepEqual(body, { steps: real.steps, groups: real.groups })
  })

  it('keeps peaks when it is downsampled', async () => {
    const schedulers = [
      { type: 'LambdaLR', lr_lambda: '100 if epoch == 77777 else 1 / (epoch + 1)' },
    ]
    const groups = [{ name: 'a', lr: 1 }]
    const { body } = await send('POST', '/v1/previews', {
      groups,
      schedulers,
      to: 100_000,
      points: 50,
    })
    assert.ok(body.steps.length <= 50)
    assert.equal(body.groups[0].lr[body.steps.indexOf(77_777)], 100)
  })

  it('keeps the peaks of each element of a list when it is downsampled', async () => {
    const peak = (param: string, step: number) => ({
      ...{ type: 'LambdaLR', lr_lambda: `2 if epoch == ${step} else 1`, param },
    })
    const { body } = await send('POST', '/v1/previews', {
      groups: [{ name: 'a', lr: 1, betas: [0.25, 0.5] }],
      schedulers: [peak('betas.0', 777), peak('betas.1', 4_321)],
      ...{ to: 9_999, points: 30, hyperparameters: ['betas'] },
    })
    const at = (step: number) => body.groups[0].betas[body.steps.indexOf(step)]
    assert.ok(body.steps.length <= 30)
    assert.deepEqual(
      [at(777), at(4_321)],
      [
        [0.5, 0.5],
        [0.25, 1],
      ],
    )
  })

  it('of a million steps is downsampled to values of the full series', async () => {
    const groups = [0.1, 0.2, 0.3, 0.4].map((lr, index) => ({ name: `g${index}`, lr }))
    const schedulers = [
      { type: 'StepLR', step_size: 1_000, gamma: 0.99 },
      { type: 'LinearLR', start_factor: 0.1, total_iters: 1_000_000 },
    ]
    const preview = { groups, schedulers, to: 1_000_000 }
    const { status, body } = await send('POST', '/v1/previews', { ...preview, points: 1_000 })
    assert.equal(status, 200)
    assert.ok(body.steps.length <= 1_000)
    assert.deepEqual([body.steps[0], body.steps.at(-1)], [0, 1_000_000])
    const first = { groups: groups.slice(1, 2), schedulers, to: 20_000 }
    const { body: every } = await send('POST', '/v1/previews', first)
    const early = body.steps.filter((step: number) => step <= 20_000)
    assert.ok(early.length >= 10)
    assert.deepEqual(
      body.groups[1].lr.slice(0, early.length),
      early.map((step: number) => every.groups[0].lr[step]),
    )
  })

  it('returns the needed number of points if peaks are at too many steps', async () => {
    const names = Array.from({ length: 9 }, (_, n) => `g${n}`)
    const groups = names.map((name) => ({ name, lr: 1 }))
    const peaks = names.map((name, n) => [name, `5 if epoch == ${10 + n * 7} else 1`])
    const schedulers = [{ type: 'LambdaLR', lr_lambda: Object.fromEntries(peaks) }]
    const preview = { groups, schedulers, to: 99 }
    const { status, body } = await send('POST', '/v1/previews', { ...preview, points: 3 })
    assert.deepEqual([status, body.code, body.pointer], [400, 'series_too_long', '/points'])
    const points = Number(/at least (\d+)/.exec(body.detail)![1])
    assert.equal(
      (await send('POST', '/v1/previews', { ...preview, points })).body.steps.length,
      points,
    )
  })

  it('ends at total_steps by default', async () => {
    const { body } = await send('POST', '/v1/previews', { ...RUN, total_steps: 4 })
    assert.deepEqual(body.steps, [0, 1, 2, 3, 4])
    const { status, body: refused } = await send('POST', '/v1/previews', RUN)
    assert.deepEqual([status, refused.errors[0].pointer], [400, '/to'])
  })
})
