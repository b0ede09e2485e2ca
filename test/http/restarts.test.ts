import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
let count = 0

const A = { name: 'a', lr: 0.1 }
const B = { name: 'b', lr: 0.2, momentum: 0.5 }
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }

/** A new optimizer, and functions that call it. */
async function run(body: object) {
  const url = `/v1/optimizers/restarted-${++count}`
  assert.equal((await send('PUT', url, body)).status, 201)
  return {
    url,
    post: (path: string, wanted: object) => send('POST', `${url}/${path}`, wanted),
    put: (wanted: object) => send('PUT', url, wanted),
  }
}

describe('labels', () => {
  it('are not compared, and every registration that has them sets them', async () => {
    const { url, put } = await run({ ...RUN, labels: { team: 'vision', run: 'one' } })
    const { status, body } = await put({ ...RUN, labels: { run: 'two' } })
    assert.deepEqual([status, body.labels], [200, { run: 'two' }])
    assert.deepEqual((await send('GET', url)).body.labels, { run: 'two' })
    const found = async (label: string) =>
      (await send('GET', `/v1/optimizers?label=${label}`)).body.optimizers.length
    assert.deepEqual([await found('run:two'), await found('team:vision')], [1, 0])
    assert.deepEqual((await put(RUN)).body.labels, { run: 'two' })
    assert.deepEqual((await put({ ...RUN, labels: {} })).body.labels, {})
    assert.equal((await send('GET', url)).body.revision, 1)
  })

  it('are replaced by a PATCH, as a whole', async () => {
    const { url, post } = await run({ ...RUN, labels: { team: 'vision' } })
    await post('steps', { step: 12 })
    const { status, body } = await send('PATCH', url, { labels: { run: 'three' } })
    assert.deepEqual([status, body.labels, body.step], [200, { run: 'three' }, 12])
    assert.deepEqual((await send('GET', url)).body, body)
    for (const wrong of [{}, { labels: { 'a b': 'c' } }, { groups: [] }, { labels: null }]) {
      assert.equal((await send('PATCH', url, wrong)).status, 400)
    }
    assert.equal((await send('PATCH', '/v1/optimizers/none', { labels: {} })).status, 404)
  })

  it('of two ranks at once are those of one of them', async () => {
    const { url, put } = await run(RUN)
    const ranks = Array.from({ length: 20 }, (_, rank) =>
      put({ ...RUN, labels: { rank: `r${rank}` } }),
    )
    for (const { status } of await Promise.all(ranks)) assert.equal(status, 200)
    assert.match((await send('GET', url)).body.labels.rank, /^r\d+$/)
  })

  it('belong to the request of a key', async () => {
    const key = { 'idempotency-key': 'labelled' }
    const first = await send('POST', '/v1/optimizers', { ...RUN, labels: { a: 'b' } }, key)
    const again = await send('POST', '/v1/optimizers', { ...RUN, labels: { a: 'b' } }, key)
    assert.deepEqual([again.status, again.body.id], [201, first.body.id])
    const other = await send('POST', '/v1/optimizers', { ...RUN, labels: { a: 'c' } }, key)
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  })
})

describe('a job that registers again', () => {
  it('may send the groups that were added since, or leave them out', async () => {
    const { post, put } = await run({ groups: [A], schedulers: [HALVING] })
    await post('steps', { step: 3 })
    assert.equal((await post('groups', B)).status, 201)
    for (const groups of [[A], [A, B]]) {
      const { status, body } = await put({ groups, schedulers: [HALVING] })
      assert.deepEqual([status, body.groups.length], [200, 2], JSON.stringify(body))
    }
    await post('steps', { step: 9 })
    assert.equal((await put({ groups: [A, B], schedulers: [HALVING] })).status, 200)
    await send('PUT', `/v1/optimizers/restarted-${count}/generations/k`, { resume_step: 5 })
    assert.equal((await put({ groups: [A, B], schedulers: [HALVING] })).status, 200)
  })

  it('is refused with a group that differs or does not exist, and the present ones', async () => {
    const { post, put } = await run({ groups: [A], schedulers: [HALVING] })
    await post('groups', B)
    const other = await put({ groups: [A, { ...B, lr: 0.3 }], schedulers: [HALVING] })
    assert.deepEqual([other.status, other.body.code], [409, 'optimizer_exists'])
    assert.deepEqual(other.body.differences, [
      { pointer: '/groups/1/lr', registered: 0.2, given: 0.3 },
    ])
    assert.deepEqual(other.body.groups, ['a', 'b'])
    const more = await put({ groups: [A, B, { name: 'c', lr: 1 }], schedulers: [HALVING] })
    assert.deepEqual(
      more.body.differences.map((each: { pointer: string }) => each.pointer),
      ['/groups/2'],
    )
    // The values of an advance are in the order of the groups.
    assert.equal((await put({ groups: [B, A], schedulers: [HALVING] })).status, 409)
  })

  it('may leave out a group that was removed since', async () => {
    const { url, put } = await run({ groups: [A, B], schedulers: [HALVING] })
    await send('DELETE', `${url}/groups/b`)
    assert.equal((await put({ groups: [A, B], schedulers: [HALVING] })).status, 200)
    assert.equal((await put({ groups: [A], schedulers: [HALVING] })).status, 200)
    assert.equal((await put({ groups: [B], schedulers: [HALVING] })).status, 409)
  })

  it('may send the schedulers that were attached since, or leave them out', async () => {
    const { post, put } = await run({ groups: [A], schedulers: [HALVING] })
    await post('steps', { step: 3 })
    const later = { type: 'StepLR', step_size: 5 }
    await post('schedulers', later)
    for (const schedulers of [[HALVING], [HALVING, later]]) {
      assert.equal((await put({ groups: [A], schedulers })).status, 200)
    }
    const other = { ...later, step_size: 6 }
    const { status, body } = await put({ groups: [A], schedulers: [HALVING, other] })
    assert.deepEqual(
      [status, body.differences],
      [409, [{ pointer: '/schedulers/1/step_size', registered: 5, given: 6 }]],
    )
  })
})

describe('the definition of an optimizer', () => {
  it('is what was sent, to be registered under another id', async () => {
    const sent = {
      groups: [{ name: 'Head/0', lr: 0.1, amsgrad: true }, { name: 'b' }],
      defaults: { lr: 0.01 },
      schedulers: [
        { preset: 'hf/cosine', num_warmup_steps: '5%', num_training_steps: 1000, groups: ['b'] },
        { type: 'MultiStepLR', milestones: ['50%', '75%'], groups: ['Head/0'] },
      ],
      total_steps: 1_000,
      labels: { team: 'vision' },
    }
    const { url, post } = await run(sent)
    assert.deepEqual((await send('GET', `${url}/definition`)).body, sent)
    await post('steps', { step: 5 })
    await post('groups', { name: 'c', lr: 1 })
    await send('PATCH', url, { labels: { team: 'speech' } })
    const { body } = await send('GET', `${url}/definition`)
    assert.deepEqual(body, { ...sent, labels: { team: 'speech' } })
    const copy = await send('PUT', '/v1/optimizers/copied', body)
    assert.equal(copy.status, 201)
    assert.deepEqual(
      (await send('GET', '/v1/optimizers/copied/lr?to=100')).body.groups,
      (await send('GET', `${url}/lr?to=100`)).body.groups.slice(0, 2).map((each: object) => each),
    )
  })

  it('has no field that was not sent', async () => {
    const { url } = await run({ groups: [A] })
    assert.deepEqual((await send('GET', `${url}/definition`)).body, { groups: [A] })
  })

  it('is in a checkpoint', async () => {
    const sent = {
      groups: [A],
      schedulers: [{ type: 'StepLR', step_size: '10%' }],
      total_steps: 50,
    }
    const { url } = await run(sent)
    const { body: state } = await send('GET', `${url}/state`)
    await send('PUT', '/v1/optimizers/moved/state', state)
    assert.deepEqual((await send('GET', '/v1/optimizers/moved/definition')).body, sent)
  })

  it('is not found where there is no optimizer', async () => {
    assert.equal((await send('GET', '/v1/optimizers/none/definition')).status, 404)
  })
})

describe('a preset', () => {
  const cosine = { preset: 'hf/cosine', num_warmup_steps: 2, num_training_steps: 10 }

  it('keeps its name in every answer, beside what it stands for', async () => {
    const { url, post, put } = await run({ groups: [A], schedulers: [cosine] })
    const { body } = await send('GET', `${url}/schedulers`)
    assert.deepEqual(
      [body.schedulers[0].preset, body.schedulers[0].type],
      ['hf/cosine', 'LambdaLR'],
    )
    const attached = await post('schedulers', { preset: 'timm/step', decay_t: 5 })
    assert.deepEqual([attached.status, attached.body.preset], [201, 'timm/step'])
    await post('steps', { step: 3 })
    const explained = await send('GET', `${url}/lr/explanation?step=3&group=a`)
    assert.deepEqual(
      explained.body.schedulers.map((each: { preset: string }) => each.preset),
      ['hf/cosine', 'timm/step'],
    )
    assert.equal((await put({ groups: [A], schedulers: [cosine] })).status, 200)
    const { body: state } = await send('GET', `${url}/state`)
    await send('PUT', '/v1/optimizers/preset-moved/state', state)
    const moved = await send('GET', '/v1/optimizers/preset-moved/schedulers')
    assert.deepEqual(
      moved.body.schedulers.map((each: { preset: string }) => each.preset),
      ['hf/cosine', 'timm/step'],
    )
  })

  it('is the same definition as what it stands for', async () => {
    const { url, put } = await run({ groups: [A], schedulers: [cosine] })
    const {
      preset: _preset,
      groups: _groups,
      ...same
    } = (await send('GET', `${url}/schedulers`)).body.schedulers[0]
    assert.equal((await put({ groups: [A], schedulers: [same] })).status, 200)
  })
})

describe('a job that registers again after a change', () => {
  const cosine = { type: 'CosineAnnealingLR', T_max: 10, name: 'c' }
  const share = { type: 'StepLR', step_size: '10%', name: 's' }
  const body = { groups: [A], schedulers: [cosine, share], total_steps: 100 }
  const longer = { ...body, total_steps: 200 }

  it('may send its arguments and its length as registered, as accepted, and as in force', async () => {
    const { url, post, put } = await run(body)
    await post('steps', { step: 3 })
    await send('PATCH', `${url}/schedulers/c`, { T_max: 20 })
    await send('PATCH', url, { total_steps: 200 })
    const patched = { ...longer, schedulers: [{ ...cosine, T_max: 20 }, share] }
    for (const step of [3, 4, 9]) {
      await post('steps', { step })
      for (const sent of [body, longer, patched]) assert.equal((await put(sent)).status, 200)
    }
    const { status, body: found } = await put({
      ...patched,
      schedulers: [{ ...cosine, T_max: 30 }, share],
    })
    assert.deepEqual(
      [status, found.code, found.differences],
      [
        409,
        'optimizer_exists',
        [{ pointer: '/schedulers/0/T_max', registered: 10, given: 30, in_force: 20 }],
      ],
    )
    const other = await put({ ...body, total_steps: 300 })
    assert.deepEqual(other.body.differences[0], {
      pointer: '/total_steps',
      registered: 100,
      given: 300,
      in_force: 200,
    })
    assert.equal((await send('GET', url)).body.revision, 3)
  })

  it('may send what was attached under the name of a detached scheduler', async () => {
    const { url, post, put } = await run(body)
    await post('steps', { step: 3 })
    await send('DELETE', `${url}/schedulers/c`)
    await post('steps', { step: 4 })
    const other = { type: 'LinearLR', total_iters: 9, name: 'c' }
    assert.equal((await post('schedulers', other)).status, 201)
    for (const first of [cosine, other]) {
      assert.equal((await put({ ...body, schedulers: [first, share] })).status, 200)
    }
    const third = { ...other, total_iters: 8 }
    assert.equal((await put({ ...body, schedulers: [third, share] })).status, 409)
  })

  it('may send changed parameters of a preset, and values by group', async () => {
    const preset = {
      preset: 'hf/cosine',
      num_warmup_steps: 5,
      num_training_steps: 100,
      name: 'p',
    }
    const groups = [A, B]
    const first = { groups, schedulers: [preset, cosine] }
    const { url, post, put } = await run(first)
    await post('steps', { step: 3 })
    await send('PATCH', `${url}/schedulers/p`, { num_training_steps: 200 })
    await send('PATCH', `${url}/schedulers/c`, { T_max: { a: 30, b: 40 } })
    const late = { name: 'late', lr: 1, arguments: { c: { T_max: 50 } } }
    assert.equal((await post('groups', late)).status, 201)
    await post('steps', { step: 5 })
    const changed = { ...preset, num_training_steps: 200 }
    const byGroup = { ...cosine, T_max: { a: 30, b: 40 } }
    assert.equal((await put({ groups, schedulers: [changed, byGroup] })).status, 200)
    assert.equal((await put(first)).status, 200)
    const third = { ...cosine, T_max: { a: 30, b: 41 } }
    assert.equal((await put({ groups, schedulers: [changed, third] })).status, 409)
  })
})
