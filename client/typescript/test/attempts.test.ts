import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { createLockstep, Unavailable, type LockstepOptions } from '../src/index.ts'
import {
  ADVANCED,
  cut,
  cutInBody,
  faultyServer,
  json,
  late,
  page,
  problem,
} from './faulty_server.ts'

const faulty = await faultyServer()
after(() => faulty.close())
beforeEach(() => void (faulty.received.length = 0))

const connect = (options: LockstepOptions = {}) =>
  createLockstep({ baseUrl: faulty.url, ...options })
const params = { path: { optimizer: 'run' } }
const advance = (body: object = { step: 3 }, options: LockstepOptions = {}) =>
  connect(options).POST('/v1/optimizers/{optimizer}/steps', { params, body })

describe('a call', () => {
  for (const [what, answer] of [
    ['a connection that is cut', cut],
    ['a body that is cut', cutInBody],
    ['a 503 of the service', problem('store_unavailable', 503)],
    ['a 502 of a gateway', page(502)],
    ['a 429 of a gateway', page(429)],
  ] as const) {
    it(`is attempted again after ${what}`, async () => {
      faulty.answers = [answer, answer, json(ADVANCED)]
      const { data } = await advance()
      assert.deepEqual(data, ADVANCED)
      assert.deepEqual(
        faulty.received.map(({ body }) => body),
        Array(3).fill({ step: 3 }),
      )
    })
  }

  it('is attempted again after a late answer', async () => {
    faulty.answers = [late(1000, json(ADVANCED)), json(ADVANCED)]
    assert.deepEqual((await advance({ step: 3 }, { timeout: 0.2 })).data, ADVANCED)
    assert.equal(faulty.received.length, 2)
  })

  it('may take its wait beside the timeout', async () => {
    faulty.answers = [late(500, json(ADVANCED))]
    await advance({ step: 3, wait: 5 }, { timeout: 0.2, retryFor: 0 })
    await connect({ timeout: 0.2, retryFor: 0 }).GET(
      '/v1/optimizers/{optimizer}/metrics/{metric}/{step}',
      { params: { path: { ...params.path, metric: 'loss', step: 3 }, query: { wait: 5 } } },
    )
    assert.equal(faulty.received.length, 2)
  })

  it('is not attempted before what Retry-After says, in seconds or as a date', async () => {
    const soon = new Date(Date.now() + 2000).toUTCString()
    for (const header of ['1', soon]) {
      faulty.received.length = 0
      faulty.answers = [
        problem('store_unavailable', 503, { 'retry-after': header }),
        json(ADVANCED),
      ]
      await advance()
      const [first, second] = faulty.received
      assert.ok(second!.atMs - first!.atMs >= (header === '1' ? 990 : 100), header)
    }
  })

  it('fails at once if Retry-After is beyond its time', async () => {
    faulty.answers = [problem('store_unavailable', 503, { 'retry-after': '60' })]
    const { error } = await advance()
    assert.equal(error?.code, 'store_unavailable')
    assert.equal(faulty.received.length, 1)
  })

  it('ends with its time for attempts', async () => {
    faulty.answers = [cut]
    const began = performance.now()
    await assert.rejects(advance({ step: 3 }, { retryFor: 0.5 }), (error: Error) => {
      assert.ok(error instanceof Unavailable)
      assert.match(error.message, new RegExp(`^No answer from ${faulty.url}: .*retryFor=0.5 s$`))
      assert.match(error.message, new RegExp(`Attempts: ${faulty.received.length},`))
      return true
    })
    assert.ok(performance.now() - began < 2000)
    assert.ok(faulty.received.length > 1)
  })

  it('has one attempt with retryFor 0', async () => {
    faulty.answers = [problem('too_many_writers', 503)]
    const { error, response } = await advance({ step: 3 }, { retryFor: 0 })
    assert.deepEqual([response.status, error?.code], [503, 'too_many_writers'])
    assert.equal(faulty.received.length, 1)
  })

  for (const [code, status] of [
    ['step_sealed', 409],
    ['invalid_request', 400],
    ['internal_error', 500],
  ] as const) {
    it(`is not repeated after ${code}`, async () => {
      faulty.answers = [problem(code, status)]
      assert.equal((await advance()).error?.code, code)
      assert.equal(faulty.received.length, 1)
    })
  }

  it('ends when its signal is aborted, with the reason of the signal', async () => {
    faulty.answers = [problem('store_unavailable', 503, { 'retry-after': '20' })]
    const signal = AbortSignal.timeout(100)
    const body = { step: 3 }
    const called = connect().POST('/v1/optimizers/{optimizer}/steps', { params, body, signal })
    await assert.rejects(called, { name: 'TimeoutError' })
  })
})

describe('the idempotency-key', () => {
  const keys = () => faulty.received.map(({ headers }) => headers['idempotency-key'])

  it('is left out where the request says all of what it changes', async () => {
    faulty.answers = [json(ADVANCED)]
    await advance({ step: 3 })
    await connect().POST('/v1/steps', { body: { steps: [{ optimizer: 'run', step: 3 }] } })
    await connect().DELETE('/v1/optimizers/{optimizer}', { params })
    await connect().GET('/v1/optimizers/{optimizer}', { params })
    assert.deepEqual(keys(), Array(4).fill(undefined))
  })

  it('is one for all attempts of every other change, and another one for the next call', async () => {
    const lockstep = connect()
    const group = { path: { ...params.path, group: 'all' } }
    const scheduler = { path: { ...params.path, scheduler: 'StepLR-1' } }
    for (const call of [
      () => advance({}),
      () => lockstep.POST('/v1/steps', { body: { steps: [{ optimizer: 'run' }] } }),
      () => lockstep.POST('/v1/optimizers', { body: { groups: [{ name: 'all', lr: 0.1 }] } }),
      () => lockstep.POST('/v1/optimizers/{optimizer}/edits', { params, body: { set: { lr: 1 } } }),
      () =>
        lockstep.PATCH('/v1/optimizers/{optimizer}/groups/{group}', { params: group, body: {} }),
      () => lockstep.DELETE('/v1/optimizers/{optimizer}/groups/{group}', { params: group }),
      () =>
        lockstep.DELETE('/v1/optimizers/{optimizer}/schedulers/{scheduler}', { params: scheduler }),
    ]) {
      faulty.received.length = 0
      faulty.answers = [cut, problem('step_sealed', 409)]
      await call()
      await call()
      const [first, second, third] = keys()
      assert.match(first as string, /^[0-9a-f]{32}$/)
      assert.equal(first, second)
      assert.notEqual(second, third)
    }
  })

  it('of the caller is sent', async () => {
    faulty.answers = [json(ADVANCED)]
    await connect().POST('/v1/optimizers/{optimizer}/steps', {
      params: { ...params, header: { 'idempotency-key': 'mine' } },
      body: {},
    })
    assert.deepEqual(keys(), ['mine'])
  })
})

describe('a removal that finds no optimizer', () => {
  const remove = () => connect().DELETE('/v1/optimizers/{optimizer}', { params })

  it('has succeeded after a lost answer', async () => {
    faulty.answers = [cut, problem('optimizer_not_found', 404)]
    assert.equal((await remove()).error, undefined)
    assert.equal(faulty.received.length, 2)
  })

  it('is refused at once otherwise', async () => {
    faulty.answers = [problem('optimizer_not_found', 404)]
    assert.equal((await remove()).error?.code, 'optimizer_not_found')
  })
})
