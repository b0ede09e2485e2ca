import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SCHEDULES } from '../../src/core/schedules/catalogue.ts'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()

describe('an optimizer', () => {
  it('is registered with the documented response', async () => {
    const { status, body } = await send('PUT', '/v1/optimizers/run-42', {
      ...RUN,
      labels: { team: 'vision' },
    })
    assert.equal(status, 201)
    const { created_at, values, ...rest } = body
    assert.deepEqual(values, RUN.groups)
    assert.ok(Math.abs(Date.parse(created_at) - Date.now()) < 60_000)
    assert.deepEqual(rest, {
      id: 'run-42',
      revision: 1,
      generation: 1,
      step: 0,
      sealed_through: -1,
      groups: [
        { name: 'backbone', lr: 0.1, initial_lr: 0.1, momentum: 0.9 },
        { name: 'head', lr: 0.01, initial_lr: 0.01, momentum: 0.9 },
      ],
      schedulers: [
        {
          name: 'StepLR-1',
          type: 'StepLR',
          step_size: 10,
          gamma: 0.1,
          groups: ['backbone', 'head'],
        },
      ],
      labels: { team: 'vision' },
    })
  })

  it('may be registered by every rank, and later too', async () => {
    await send('PUT', '/v1/optimizers/again', RUN)
    await send('POST', '/v1/optimizers/again/steps', { step: 3 })
    const { status, body } = await send('PUT', '/v1/optimizers/again', RUN)
    assert.deepEqual([status, body.step], [200, 3])
  })

  it('is not registered over another one, and the refusal has the differences', async () => {
    await send('PUT', '/v1/optimizers/taken', RUN)
    const groups = [{ ...RUN.groups[0]!, lr: 0.2 }, RUN.groups[1]]
    const { status, body } = await send('PUT', '/v1/optimizers/taken', { ...RUN, groups })
    assert.deepEqual([status, body.code], [409, 'optimizer_exists'])
    assert.deepEqual(body.differences, [{ pointer: '/groups/0/lr', registered: 0.1, given: 0.2 }])
  })

  it('may have an id from the server', async () => {
    const { status, headers, body } = await send('POST', '/v1/optimizers', RUN)
    assert.equal(status, 201)
    assert.equal(headers.get('location'), `/v1/optimizers/${body.id}`)
    const { values, ...read } = body
    assert.deepEqual((await send('GET', headers.get('location')!)).body, read)
    assert.deepEqual(values, RUN.groups)
  })

  it('fills groups from its defaults, as torch does, those added later too', async () => {
    const defaults = { lr: 0.3, weight_decay: 0.01, betas: [0.9, 0.99] }
    const groups = [{ name: 'a' }, { name: 'b', lr: 1, betas: [0.8, 0.9] }]
    const { body } = await send('PUT', '/v1/optimizers/filled', { groups, defaults })
    assert.deepEqual(body.groups, [
      { name: 'a', lr: 0.3, initial_lr: 0.3, weight_decay: 0.01, betas: [0.9, 0.99] },
      { name: 'b', lr: 1, initial_lr: 1, weight_decay: 0.01, betas: [0.8, 0.9] },
    ])
    await send('POST', '/v1/optimizers/filled/groups', { name: 'c' })
    const { body: rates } = await send('POST', '/v1/optimizers/filled/steps', { step: 1 })
    assert.deepEqual(rates.groups[2], {
      name: 'c',
      lr: 0.3,
      weight_decay: 0.01,
      betas: [0.9, 0.99],
    })
  })

  it('may have hyperparameters with names of Object.prototype, and -0', async () => {
    const group = { name: 'a', lr: 1, toString: [1, 2], constructor: 3, weight_decay: -0.0 }
    const url = '/v1/optimizers/inherited'
    for (const status of [201, 200]) {
      const response = await send(
        'PUT',
        url,
        '{"groups":[' +
          JSON.stringify(group).replace('"weight_decay":0', '"weight_decay":-0.0') +
          ']}',
      )
      assert.equal(response.status, status)
    }
    const { body } = await send('POST', `${url}/steps`, { step: 1 })
    assert.deepEqual({ ...body.groups[0] }, { ...group, weight_decay: 0 })
  })

  it('is registered once for one Idempotency-Key, although the server picks its id', async () => {
    const key = { 'idempotency-key': 'once' }
    const [first, second] = [
      await send('POST', '/v1/optimizers', RUN, key),
      await send('POST', '/v1/optimizers', RUN, key),
    ]
    assert.deepEqual(second.body, first.body)
    const reordered = { schedulers: RUN.schedulers, groups: RUN.groups }
    assert.equal((await send('POST', '/v1/optimizers', reordered, key)).body.id, first.body.id)
  })

  it('is refused if its Idempotency-Key was used for another one, whose id is not returned', async () => {
    const key = { 'idempotency-key': 'other' }
    const first = await send('POST', '/v1/optimizers', RUN, key)
    const { status, body } = await send('POST', '/v1/optimizers', { ...RUN, schedulers: [] }, key)
    assert.deepEqual([status, body.code], [422, 'idempotency_key_reused'])
    assert.ok(!JSON.stringify(body).includes(first.body.id))
  })

  it('is not found after its removal', async () => {
    await send('PUT', '/v1/optimizers/removed', RUN)
    assert.equal((await send('DELETE', '/v1/optimizers/removed')).status, 204)
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/lr'],
      ['GET', '/groups'],
    ] as const) {
      const { status, body } = await send(method, `/v1/optimizers/removed${path}`)
      assert.deepEqual([status, body.code], [404, 'optimizer_not_found'])
    }
    assert.equal((await send('POST', '/v1/optimizers/removed/steps', {})).status, 404)
  })

  it('is registered even while other requests remove it', async () => {
    const calls = Array.from({ length: 200 }, (_, n) =>
      n % 2 === 0
        ? send('PUT', '/v1/optimizers/fought-over', RUN)
        : send('DELETE', '/v1/optimizers/fought-over').then(() => undefined),
    )
    for (const response of await Promise.all(calls)) {
      if (response) assert.ok([200, 201].includes(response.status), `${response.status}`)
    }
  })

  it('is listed in pages, and by its labels', async () => {
    const labels = { sweep: 's1' }
    for (let n = 0; n < 7; n++) await send('PUT', `/v1/optimizers/swept-${n}`, { ...RUN, labels })
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const at: string = cursor && `&cursor=${cursor}`
      const { body } = await send('GET', `/v1/optimizers?limit=3&label=sweep:s1${at}`)
      ids.push(...body.optimizers.map(({ id }: { id: string }) => id))
      cursor = body.next_cursor
    }
    assert.deepEqual(
      ids,
      [0, 1, 2, 3, 4, 5, 6].map((n) => `swept-${n}`),
    )
    assert.deepEqual((await send('GET', '/v1/optimizers?label=sweep:s2')).body.optimizers, [])
  })
})

describe('a group', () => {
  it('is added, read, edited and removed, each at the next unsealed step', async () => {
    const url = '/v1/optimizers/grouped'
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, { step: 12 })
    const added = await send('POST', `${url}/groups`, { name: 'neck', lr: 0.05 })
    assert.equal(added.status, 201)
    assert.deepEqual(added.body, { name: 'neck', lr: 0.05, initial_lr: 0.05, effective_step: 13 })
    const edited = await send('PATCH', `${url}/groups/head`, { lr: 0.5, momentum: 0.8 })
    assert.equal(edited.body.lr, 0.001)
    assert.deepEqual(edited.body.pending, [
      { revision: 3, step: 13, set: { lr: 0.5, momentum: 0.8 } },
    ])
    assert.equal((await send('DELETE', `${url}/groups/backbone`)).status, 204)
    const { body } = await send('POST', `${url}/steps`, { step: 13 })
    assert.deepEqual(body.groups, [
      { name: 'head', lr: 0.5, momentum: 0.8 },
      { name: 'neck', lr: 0.05 },
    ])
    assert.equal(body.revision, 4)
    assert.equal((await send('GET', `${url}/groups/head`)).body.pending, undefined)
    assert.equal((await send('GET', `${url}/groups/backbone`)).status, 404)
  })

  it('has a unique name, and is not removed if it is the last one', async () => {
    const url = '/v1/optimizers/named'
    await send('PUT', url, { groups: [{ name: 'only', lr: 1 }] })
    assert.equal(
      (await send('POST', `${url}/groups`, { name: 'only', lr: 1 })).body.code,
      'group_exists',
    )
    assert.equal((await send('DELETE', `${url}/groups/only`)).body.code, 'last_group')
  })

  it('is added with its own arguments of a scheduler that has them by group', async () => {
    const url = '/v1/optimizers/partial'
    const schedulers = [{ type: 'ExponentialLR', gamma: { backbone: 0.9, head: 0.8 } }]
    await send('PUT', url, { ...RUN, schedulers })
    const { status, body } = await send('POST', `${url}/groups`, { name: 'neck', lr: 1 })
    assert.deepEqual(
      [status, body.code, body.errors[0].pointer],
      [409, 'group_conflict', '/arguments/ExponentialLR-1/gamma'],
    )
    const given = { name: 'neck', lr: 1, arguments: { 'ExponentialLR-1': { gamma: 0.5 } } }
    assert.equal((await send('POST', `${url}/groups`, given)).status, 201)
    const { groups } = (await send('GET', `${url}/lr?step=2`)).body
    assert.equal(groups[2].lr, 0.25)
  })

  for (const [set, pointer] of [
    [{ nesterov: 1 }, '/nesterov'],
    [{ momentum: [0.9] }, '/momentum'],
    [{ lr: '0.1' }, '/lr'],
    [{}, ''],
  ] as const) {
    it(`is not edited by ${JSON.stringify(set)}`, async () => {
      await send('PUT', '/v1/optimizers/edited', RUN)
      const { status, body } = await send('PATCH', '/v1/optimizers/edited/groups/head', set)
      assert.equal(status, 400)
      assert.equal(body.errors[0].pointer, pointer)
    })
  }
})

describe('a scheduler', () => {
  it('is attached, read and detached, each at the next unsealed step', async () => {
    const url = '/v1/optimizers/scheduled'
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, { step: 1 })
    const { status, body } = await send('POST', `${url}/schedulers`, {
      type: 'StepLR',
      step_size: 2,
      groups: ['head'],
    })
    assert.equal(status, 201)
    assert.deepEqual(body, {
      name: 'StepLR-2',
      type: 'StepLR',
      step_size: 2,
      gamma: 0.1,
      groups: ['head'],
      effective_step: 2,
    })
    await send('POST', `${url}/steps`, { step: 4 })
    const { effective_step: _, ...acting } = body
    assert.deepEqual((await send('GET', `${url}/schedulers/StepLR-2`)).body, acting)
    assert.equal((await send('DELETE', `${url}/schedulers/StepLR-1`)).status, 204)
    const { body: left } = await send('GET', `${url}/schedulers`)
    assert.deepEqual(
      left.schedulers.map(({ name }: { name: string }) => name),
      ['StepLR-2'],
    )
    assert.equal((await send('GET', `${url}/schedulers/StepLR-1`)).body.code, 'scheduler_not_found')
  })

  it('is attached once for one Idempotency-Key', async () => {
    const url = '/v1/optimizers/keyed'
    await send('PUT', url, RUN)
    const key = { 'idempotency-key': 'attach-1' }
    const body = { type: 'ExponentialLR', gamma: 0.5 }
    const responses = [1, 2, 3].map(() => send('POST', `${url}/schedulers`, body, key))
    for (const { status, body } of await Promise.all(responses)) {
      assert.deepEqual([status, body.name], [201, 'ExponentialLR-1'])
    }
    const other = await send('POST', `${url}/schedulers`, { ...body, gamma: 0.1 }, key)
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
    assert.equal((await send('GET', `${url}/schedulers`)).body.schedulers.length, 2)
    const edit = { 'idempotency-key': 'edit-1' }
    for (const _ of [1, 2]) await send('PATCH', `${url}/groups/head`, { lr: 3 }, edit)
    assert.equal((await send('GET', url)).body.revision, 3)
    for (const _ of [1, 2]) {
      const detached = await send('DELETE', `${url}/schedulers/StepLR-1`, undefined, {
        'idempotency-key': 'd',
      })
      assert.equal(detached.status, 204)
    }
  })

  it('accepts a list in the order of its groups', async () => {
    const url = '/v1/optimizers/ordered'
    const scheduler = { type: 'LambdaLR', groups: ['head', 'backbone'], lr_lambda: ['2', '3'] }
    await send('PUT', url, { ...RUN, schedulers: [scheduler] })
    const { body } = await send('GET', `${url}/schedulers/LambdaLR-1`)
    assert.deepEqual(body.lr_lambda, { head: '2', backbone: '3' })
  })

  it('accepts arguments by group, as an object or in the order of the groups', async () => {
    const lambdas = ['0.5 ** epoch', '0.25 ** epoch']
    const [byName, inOrder] = [{ backbone: lambdas[0], head: lambdas[1] }, lambdas].map(
      (lr_lambda) => ({ ...RUN, schedulers: [{ type: 'LambdaLR', lr_lambda }] }),
    )
    await send('PUT', '/v1/optimizers/by-name', byName)
    assert.equal((await send('PUT', '/v1/optimizers/by-name', inOrder)).status, 200)
    const { body } = await send('POST', '/v1/optimizers/by-name/steps', { step: 2 })
    assert.deepEqual(
      body.groups.map(({ lr }: { lr: number }) => lr),
      [0.1 * 0.25, 0.01 * 0.0625],
    )
  })

  it('is described with its schema and a valid example', async () => {
    const { body } = await send('GET', '/v1/scheduler_types')
    for (const { type, schema, example } of body.scheduler_types) {
      assert.equal(schema.properties.type.const, type)
      const registration = { groups: RUN.groups, schedulers: [example] }
      assert.equal((await send('PUT', `/v1/optimizers/of-${type}`, registration)).status, 201)
    }
    assert.equal(body.scheduler_types.length, SCHEDULES.length)
  })
})
