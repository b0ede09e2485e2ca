import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../app.ts'

const sqlite = sqliteStore(':memory:')
const { send } = await appOn({
  ...sqlite,
  async find(id, known) {
    if (id === 'broken') throw new Error('its record makes no sense')
    return sqlite.find(id, known)
  },
})
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0, every: 10 }

const register = (id: string, body: object = RUN) => send('PUT', `/v1/optimizers/${id}`, body)
const steps = (...steps: readonly object[]) => send('POST', '/v1/steps', { steps })
const once = (key: string, ...steps: readonly object[]) =>
  send('POST', '/v1/steps', { steps }, { 'idempotency-key': key })

interface Result {
  readonly status: number
  readonly result?: Record<string, unknown>
  readonly problem?: Record<string, unknown>
}

describe('advancing many optimizers at once', () => {
  it('gives each its own result or problem, in the order of the request', async () => {
    await register('one')
    await register('two', { ...RUN, schedulers: [PLATEAU] })
    const { status, body } = await steps(
      { optimizer: 'one', step: 12 },
      { optimizer: 'two', step: 12 },
      { optimizer: 'none', step: 1 },
      { optimizer: 'one', step: 10 ** 9 },
      { optimizer: 'one', step: 3, generation: 2 },
    )
    assert.equal(status, 200)
    const results = body.results as Result[]
    assert.deepEqual(
      results.map((each) => [each.status, each.problem?.['code']]),
      [
        [200, undefined],
        [202, undefined],
        [404, 'optimizer_not_found'],
        [409, 'step_ahead'],
        [409, 'unknown_generation'],
      ],
    )
    const { body: alone } = await send('POST', '/v1/optimizers/one/steps', { step: 12 })
    assert.deepEqual(results[0]!.result, alone)
    assert.deepEqual(results[1]!.result!['blocked_on'], [{ metric: 'loss', step: 10 }])
    assert.equal(results[3]!.problem!['type'], 'urn:lockstep:problem:step_ahead')
  })

  it('accepts windows, metrics and generations as a single advance does', async () => {
    await register('full', { ...RUN, schedulers: [PLATEAU] })
    const wanted = { step: 10, generation: 1, metrics: { loss: 'nan' }, ahead: 30 }
    const { body } = await steps({ optimizer: 'full', ...wanted })
    const { result } = body.results[0]
    assert.deepEqual(result.metrics, { loss: { value: 'nan', effective_step: 10 } })
    assert.equal(result.ahead.through, 19)
    assert.deepEqual((await send('POST', '/v1/optimizers/full/steps', wanted)).body, result)
  })

  it('accepts one optimizer twice', async () => {
    await register('twice')
    const { body } = await steps(
      { optimizer: 'twice', step: 7 },
      { optimizer: 'twice', step: 3 },
      { optimizer: 'twice', step: 7 },
    )
    const [last, first, again] = body.results as Result[]
    assert.deepEqual([last!.result!['step'], first!.result!['step']], [7, 3])
    assert.deepEqual(again, last)
    const { body: nameless } = await steps({ optimizer: 'twice' }, { optimizer: 'twice' })
    const reached = (nameless.results as Result[]).map(({ result }) => result!['step'])
    assert.deepEqual(reached.sort(), [8, 9])
  })

  it('returns an internal error for one item only, without its message', async () => {
    await register('valid')
    const { status, body } = await steps({ optimizer: 'broken' }, { optimizer: 'valid', step: 2 })
    const [broken, valid] = body.results as Result[]
    assert.deepEqual(
      [status, broken!.status, broken!.problem!['code']],
      [200, 500, 'internal_error'],
    )
    assert.doesNotMatch(JSON.stringify(broken), /makes no sense/)
    assert.deepEqual([valid!.status, valid!.result!['step']], [200, 2])
  })

  it('accepts a thousand', async () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => `many-${n}`)
    await Promise.all(ids.map((id) => register(id)))
    const { body } = await steps(...ids.map((optimizer, step) => ({ optimizer, step })))
    const reached = (body.results as Result[]).map(({ result }) => [
      result!['optimizer'],
      result!['step'],
    ])
    assert.deepEqual(
      reached,
      ids.map((id, step) => [id, step]),
    )
  })

  it('does not wait for a metric', async () => {
    const { status, body } = await steps({ optimizer: 'one', step: 1, wait: 3 })
    assert.deepEqual([status, body.errors[0].pointer], [400, '/steps/0/wait'])
  })

  for (const [what, body, pointer] of [
    ['none', { steps: [] }, '/steps'],
    ['nothing', {}, '/steps'],
    ['too many', { steps: Array(1_001).fill({ optimizer: 'one' }) }, '/steps'],
    ['one without a name', { steps: [{ step: 1 }] }, '/steps/0/optimizer'],
    [
      'an invalid item',
      { steps: [{ optimizer: 'one' }, { optimizer: 'one', step: -1 }] },
      '/steps/1/step',
    ],
    ['unknown fields', { steps: [{ optimizer: 'one' }], all: true }, '/all'],
  ] as const) {
    it(`refuses a request with ${what} as a whole, without an effect`, async () => {
      const before = (await send('GET', '/v1/optimizers/one')).body
      const { status, body: problem } = await send('POST', '/v1/steps', body)
      assert.deepEqual([status, problem.errors[0].pointer], [400, pointer])
      assert.deepEqual((await send('GET', '/v1/optimizers/one')).body, before)
    })
  }
})

describe('advancing many optimizers with an Idempotency-Key', () => {
  it('applies each as a single request with that key would be', async () => {
    await register('alone')
    await register('beside')
    const { body } = await once('k', { optimizer: 'alone' }, { optimizer: 'beside', step: 5 })
    const key = { 'idempotency-key': 'k' }
    const alone = await send('POST', '/v1/optimizers/alone/steps', {}, key)
    assert.deepEqual(alone.body, body.results[0].result)
    const other = await send('POST', '/v1/optimizers/beside/steps', { step: 6 }, key)
    assert.equal(other.body.code, 'idempotency_key_reused')
  })

  it('refuses only the items for which the key was used with another request', async () => {
    await register('reused')
    await register('renewed')
    await once('k', { optimizer: 'reused', step: 3 })
    const { status, body } = await once(
      'k',
      { optimizer: 'reused', step: 4 },
      { optimizer: 'renewed', step: 4 },
    )
    const [reused, renewed] = body.results as Result[]
    assert.deepEqual(
      [status, reused!.status, reused!.problem!['code']],
      [200, 422, 'idempotency_key_reused'],
    )
    assert.deepEqual([renewed!.status, renewed!.result!['step']], [200, 4])
    assert.equal((await send('GET', '/v1/optimizers/reused')).body.step, 3)
  })

  it('refuses more items of one optimizer than it stores keys, without an effect', async () => {
    await register('often')
    const often = (times: number) => once('k', ...Array(times).fill({ optimizer: 'often' }))
    const { status, body } = await often(129)
    assert.deepEqual([status, body.errors[0].pointer], [400, '/steps/128/optimizer'])
    assert.equal((await send('GET', '/v1/optimizers/often')).body.step, 0)
    for (const _ of ['first', 'again']) {
      assert.equal((await often(128)).body.results[127].result.step, 128)
      assert.equal((await send('GET', '/v1/optimizers/often')).body.step, 128)
    }
  })
})

describe('advances with long responses', () => {
  it('are reported as applied if the responses together are too long', async () => {
    const groups = Array.from({ length: 1_000 }, (_, group) => ({ name: `g${group}`, lr: Math.PI }))
    // It fits in the cache as a whole, otherwise it would be read again for each step.
    const { send } = await appOn(undefined, undefined, { cacheSize: 5_000_000 })
    const names = Array.from({ length: 62 }, (_, name) => [`p${name}`, Math.E])
    const defaults = Object.fromEntries(names)
    await send('PUT', '/v1/optimizers/wide', { groups, schedulers: [], defaults })
    await send('PUT', '/v1/optimizers/narrow', RUN)
    const wide = Array.from({ length: 60 }, (_, step) => ({ optimizer: 'wide', step }))
    const { status, body } = await send('POST', '/v1/steps', {
      steps: [...wide, { optimizer: 'narrow', step: 1 }],
    })
    assert.equal(status, 200)
    const results = body.results as Result[]
    const returned = results.findIndex(({ problem }) => problem)
    assert.ok(returned > 10)
    assert.deepEqual(new Set(results.slice(0, returned).map((each) => each.status)), new Set([200]))
    assert.partialDeepStrictEqual(results[returned]!.problem, {
      code: 'answer_too_long',
      status: 413,
      optimizer: 'wide',
      step: returned,
    })
    const again = await send('POST', '/v1/optimizers/wide/steps', { step: returned })
    assert.equal(again.body.sealed_through, 59)
  })
})
