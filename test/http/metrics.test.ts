import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, withoutSeen } from '../app.ts'

const { send } = await appOn()
const GROUPS = [{ name: 'g', lr: 1 }]
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }

let count = 0

/** Registers an optimizer with a plateau, and returns a function that advances it. */
async function registerWithPlateau(more: object = {}) {
  const url = `/v1/optimizers/plateau-${++count}`
  const schedulers = [{ ...PLATEAU, ...more }]
  assert.equal((await send('PUT', url, { groups: GROUPS, schedulers })).status, 201)
  return (body: object) => send('POST', `${url}/steps`, body)
}

describe('a metric in an advance', () => {
  it('acts at that step, and the response says so', async () => {
    const advance = await registerWithPlateau()
    const first = await advance({ step: 1, metrics: { loss: 3 } })
    assert.deepEqual(first.body.metrics, { loss: { value: 3, effective_step: 1 } })
    const second = await advance({ step: 2, metrics: { loss: 3 } })
    assert.equal(second.body.groups[0].lr, 0.5)
  })

  it('has no effect when it is reported again', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1, metrics: { loss: 3 } })
    const first = await advance({ step: 2, metrics: { loss: 3 } })
    await advance({ step: 3 })
    const again = await advance({ step: 2, metrics: { loss: 3 } })
    assert.deepEqual(again.body.groups, first.body.groups)
    assert.deepEqual(again.body.metrics, first.body.metrics)
    assert.equal((await advance({ step: 4 })).body.groups[0].lr, 0.5)
  })

  it('may be reported again when no scheduler monitors it any more', async () => {
    const advance = await registerWithPlateau({ name: 'plateau' })
    const first = await advance({ step: 1, metrics: { loss: 3 } })
    await send('DELETE', `/v1/optimizers/plateau-${count}/schedulers/plateau`)
    const again = await advance({ step: 1, metrics: { loss: 3 } })
    assert.deepEqual(withoutSeen(again.body), withoutSeen(first.body))
    assert.equal((await advance({ step: 2, metrics: { loss: 3 } })).status, 400)
  })

  it('is equal for 0 and -0', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1, metrics: { loss: -0.0 } })
    const again = await send(
      'POST',
      `/v1/optimizers/plateau-${count}/steps`,
      '{"metrics": {"loss": -0.0}, "step": 1}',
    )
    assert.equal(again.status, 200)
  })

  it('is refused with another value than before', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1, metrics: { loss: 3 } })
    const { status, body } = await advance({ step: 1, metrics: { loss: 4 } })
    assert.equal(status, 409)
    assert.equal(body.code, 'metric_conflict')
    assert.match(body.detail, /for step 1 as 3, now as 4/)
  })

  it('acts at the next unsealed step if its own is sealed', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1, metrics: { loss: 3 } })
    await advance({ step: 5 })
    const late = await advance({ step: 2, metrics: { loss: 9 } })
    assert.equal(late.body.groups[0].lr, 1)
    assert.deepEqual(late.body.metrics, { loss: { value: 9, effective_step: 6 } })
    assert.equal((await advance({ step: 5 })).body.groups[0].lr, 1)
    assert.equal((await advance({ step: 6 })).body.groups[0].lr, 0.5)
  })

  it('counts as a second one if another acts at the same step', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1, metrics: { loss: 1 } })
    await advance({ step: 5 })
    await advance({ step: 2, metrics: { loss: 9 } })
    await advance({ step: 3, metrics: { loss: 9 } })
    assert.equal((await advance({ step: 6, metrics: { loss: 9 } })).body.groups[0].lr, 0.125)
    assert.equal((await advance({ step: 7, metrics: { loss: 0.5 } })).body.groups[0].lr, 0.125)
  })

  it('may be NaN or infinite', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1, metrics: { loss: 'inf' } })
    const response = await advance({ step: 2, metrics: { loss: 'nan' } })
    assert.deepEqual(response.body.metrics, { loss: { value: 'nan', effective_step: 2 } })
    assert.equal(response.body.groups[0].lr, 0.25)
    const again = await advance({ step: 2, metrics: { loss: 'nan' } })
    assert.equal(again.status, 200)
  })

  it('must be one that a scheduler monitors', async () => {
    const advance = await registerWithPlateau()
    const { status, body } = await advance({ step: 1, metrics: { accuracy: 3 } })
    assert.equal(status, 400)
    assert.equal(body.errors[0].pointer, '/metrics/accuracy')
    assert.match(body.errors[0].detail, /wanted one of "loss"/)
    assert.equal((await advance({})).body.step, 1)
  })
})

describe('a metric with "every"', () => {
  it('blocks every rank until it is decided', async () => {
    const advance = await registerWithPlateau({ every: 10 })
    assert.equal((await advance({ step: 9 })).status, 200)
    const blocked = await advance({ step: 10 })
    assert.equal(blocked.status, 202)
    assert.deepEqual(blocked.body.blocked_on, [{ metric: 'loss', step: 10 }])
    assert.equal(blocked.body.sealed_through, 9)
    const beyond = await advance({ step: 30, metrics: { loss: 1 } })
    assert.deepEqual(beyond.body.blocked_on, [{ metric: 'loss', step: 10 }])
    assert.equal((await advance({ step: 10, metrics: { loss: 1 } })).status, 200)
    assert.equal((await advance({ step: 20, metrics: { loss: 1 } })).body.groups[0].lr, 0.5)
  })
})

describe('awaited metrics', () => {
  it('are not required for a removed group, nor by a detached scheduler', async () => {
    const url = '/v1/optimizers/leaving'
    const groups = [...GROUPS, { name: 'other', lr: 1 }]
    const schedulers = [
      { ...PLATEAU, every: 10, groups: ['g'] },
      { ...PLATEAU, monitor: 'accuracy', every: 5, name: 'p' },
    ]
    await send('PUT', url, { groups, schedulers })
    await send('DELETE', `${url}/groups/g`)
    await send('DELETE', `${url}/schedulers/p`)
    assert.equal((await send('POST', `${url}/steps`, { step: 30 })).status, 200)
  })

  it('are accepted while any number of changes is pending', async () => {
    const url = '/v1/optimizers/waiting'
    await send('PUT', url, { groups: GROUPS, schedulers: [{ ...PLATEAU, every: 1 }] })
    for (let change = 0; change < 1_000; change++) await send('PATCH', `${url}/groups/g`, { lr: 2 })
    assert.equal((await send('PATCH', `${url}/groups/g`, { lr: 2 })).body.code, 'too_many_pending')
    assert.equal((await send('POST', `${url}/steps`, { step: 1 })).status, 202)
    const response = await send('POST', `${url}/steps`, { step: 1, metrics: { loss: 1 } })
    assert.equal(response.status, 200)
    assert.equal((await send('PATCH', `${url}/groups/g`, { lr: 2 })).status, 200)
  })

  it('may be reported one by one, by several clients', async () => {
    const url = '/v1/optimizers/two-metrics'
    const schedulers = ['m', 'n'].map((monitor) => ({ ...PLATEAU, monitor, every: 5 }))
    await send('PUT', url, { groups: GROUPS, schedulers })
    const advance = (body: object, key?: string) =>
      send('POST', `${url}/steps`, body, key ? { 'idempotency-key': key } : {})
    const blocked = await advance({ step: 5 })
    assert.deepEqual(blocked.body.blocked_on, [
      { metric: 'm', step: 5 },
      { metric: 'n', step: 5 },
    ])
    const first = await advance({ step: 5, metrics: { m: 1 } }, 'first')
    assert.deepEqual([first.status, first.body.blocked_on], [202, [{ metric: 'n', step: 5 }]])
    assert.equal((await advance({ step: 5, metrics: { m: 2 } })).body.code, 'metric_conflict')
    await send('PATCH', `${url}/groups/g`, { lr: 3 })
    assert.deepEqual((await advance({ step: 1 })).body.revision, 3)
    assert.equal((await advance({ step: 5, metrics: { n: 1 } })).status, 200)
    assert.equal((await advance({ step: 5, metrics: { m: 1 } }, 'first')).status, 200)
    assert.equal((await advance({ step: 1 })).body.revision, 3)
  })

  it('are counted by a scheduler with "every" at its own steps only', async () => {
    const url = '/v1/optimizers/clocks'
    const groups = [
      { name: 'x', lr: 1 },
      { name: 'y', lr: 1 },
    ]
    const schedulers = [
      { ...PLATEAU, groups: ['x'] },
      { ...PLATEAU, every: 5, groups: ['y'] },
    ]
    await send('PUT', url, { groups, schedulers })
    const advance = (body: object) => send('POST', `${url}/steps`, body)
    await advance({ step: 4 })
    await advance({ step: 3, metrics: { loss: 1 } })
    const { body } = await advance({ step: 5, metrics: { loss: 1 } })
    assert.deepEqual(
      body.groups.map(({ lr }: { lr: number }) => lr),
      [0.5, 1],
    )
  })

  it('are not required at the step at which the last group is removed', async () => {
    const url = '/v1/optimizers/last'
    const groups = [...GROUPS, { name: 'other', lr: 1 }]
    await send('PUT', url, { groups, schedulers: [{ ...PLATEAU, every: 5, groups: ['other'] }] })
    await send('POST', `${url}/steps`, { step: 4 })
    await send('DELETE', `${url}/groups/other`)
    assert.equal((await send('POST', `${url}/steps`, { step: 5 })).status, 200)
    const idle = await send('POST', `${url}/steps`, { step: 10, metrics: { loss: 1 } })
    assert.equal(idle.status, 200)
  })

  it('act at the next unsealed step, as other changes, if they are late', async () => {
    const advance = await registerWithPlateau()
    await advance({ step: 1_100 })
    for (let step = 1; step <= 1_000; step++) await advance({ step, metrics: { loss: 1 } })
    const refused = await advance({ step: 1_001, metrics: { loss: 1 } })
    assert.equal(refused.body.code, 'too_many_pending')
    assert.equal((await advance({ step: 1_101, metrics: { loss: 1 } })).status, 200)
  })

  it('are those of the step itself, and not late ones of another step', async () => {
    const advance = await registerWithPlateau({ every: 10 })
    await advance({ step: 10, metrics: { loss: 1 } })
    await advance({ step: 19 })
    assert.equal((await advance({ step: 15, metrics: { loss: 7 } })).status, 400)
    assert.equal((await advance({ step: 20 })).status, 202)
  })

  it('are refused at a step where no scheduler uses them', async () => {
    const advance = await registerWithPlateau({ every: 10 })
    const { status, body } = await advance({ step: 7, metrics: { loss: 1 } })
    assert.equal(status, 400)
    assert.equal(body.errors[0].pointer, '/metrics/loss')
    assert.match(
      body.errors[0].detail,
      /given for step 7 to act at 7: no scheduler uses this metric at step 7; report it at a multiple of 10/,
    )
  })
})

describe('metrics and an idempotency key', () => {
  it('repeat the whole response', async () => {
    const url = '/v1/optimizers/keyed'
    const schedulers = [PLATEAU, { ...PLATEAU, monitor: 'other' }]
    await send('PUT', url, { groups: GROUPS, schedulers })
    const key = { 'idempotency-key': 'k' }
    const first = { metrics: { loss: 1, other: 'nan' } }
    const again = { metrics: { other: 'nan', loss: 1 } }
    const response = await send('POST', `${url}/steps`, first, key)
    assert.deepEqual((await send('POST', `${url}/steps`, again, key)).body, response.body)
    const another = { metrics: { loss: 1, other: 'inf' } }
    const refused = await send('POST', `${url}/steps`, another, key)
    assert.equal(refused.body.code, 'idempotency_key_reused')
  })
})

describe('a preview', () => {
  it('accepts assumed metrics', async () => {
    const { status, body } = await send('POST', '/v1/previews', {
      groups: GROUPS,
      schedulers: [PLATEAU],
      to: 4,
      metrics: {
        loss: [
          [1, 3],
          [3, 'nan'],
        ],
      },
    })
    assert.equal(status, 200)
    assert.deepEqual(body.groups[0].lr, [1, 1, 1, 0.5, 0.5])
  })
})
