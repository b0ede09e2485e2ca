import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'

const open = await sqliteFile()
const left = await appOn(open())
const right = await appOn(open())
const uncached = await appOn(open(), undefined, { cacheSize: 0 })
const { send } = left

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const GREEDY = { type: 'GreedyLR', monitor: 'loss', min_lr: 0.1, max_lr: 1 }
const WARMUP = { type: 'LinearLR', start_factor: 0.25, total_iters: 4 }
const sequence = (milestone: number, ...schedulers: object[]) => ({
  type: 'SequentialLR',
  schedulers,
  milestones: [milestone],
})
const AFTER_WARMUP = sequence(5, WARMUP, PLATEAU)
let count = 0

/** A new optimizer, and functions that call it. */
async function run(...schedulers: object[]) {
  const id = `late-${++count}`
  const url = `/v1/optimizers/${id}`
  const body = { groups: [{ name: 'a', lr: 1 }], schedulers }
  assert.equal((await send('PUT', url, body)).status, 201)
  const post = (body: object, { send } = left, headers?: Record<string, string>) =>
    send('POST', `${url}/steps`, body, headers)
  const ends = async (body: object) => {
    const { status, body: answer } = await post(body)
    assert.equal(status, 200, JSON.stringify(answer))
    return [answer.ahead.through, answer.ahead.ends]
  }
  const code = async (body: object) => (await post(body)).body.code
  const lr = async (body: object) => (await post(body)).body.groups[0].lr
  const sealed = async () => (await send('GET', url)).body.sealed_through
  return { id, url, post, ends, code, lr, sealed }
}

describe('a window over steps that use a metric without requiring it', () => {
  it('is refused, names the ways out, and seals nothing', async () => {
    const { post, sealed } = await run({ ...PLATEAU, name: 'p' })
    const { status, body } = await post({ step: 3, ahead: 10, metrics: { loss: 1 } })
    assert.deepEqual([status, body.code, body.retryable], [409, 'metrics_late', false])
    assert.deepEqual([body.scheduler, body.metric, body.step], ['p', 'loss', 4])
    assert.equal(body.errors[0].pointer, '/ahead')
    for (const way of [/"ahead": 0/, /"late_metrics": true/, /"every": n/]) {
      assert.match(body.detail, way)
    }
    assert.equal(await sealed(), -1)
  })

  for (const [name, scheduler] of [
    ['GreedyLR', GREEDY],
    ['a chain', { type: 'ChainedScheduler', schedulers: [{ type: 'ConstantLR' }, PLATEAU] }],
    ['a product', { type: 'ProductLR', schedulers: [WARMUP, PLATEAU] }],
    ['a sequence that begins with it', sequence(50, PLATEAU, WARMUP)],
    ['a warmup as a factor', { type: 'WarmupLR', mode: 'multiply', duration: 9, scheduler: PLATEAU }], // prettier-ignore
  ] as const) {
    it(`is refused for ${name}`, async () => {
      const { code, sealed } = await run(scheduler)
      assert.equal(await code({ step: 2, ahead: 1 }), 'metrics_late')
      assert.equal(await sealed(), -1)
    })
  }

  it('is sealed with "late_metrics": a report acts only after it', async () => {
    const { post, url, lr } = await run(PLATEAU)
    const { body } = await post({ step: 0, ahead: 4, late_metrics: true })
    assert.deepEqual([body.ahead.through, body.ahead.ends], [4, undefined])
    await send('PUT', `${url}/metrics/loss/1/0`, { value: 1 })
    const late = await send('PUT', `${url}/metrics/loss/2/0`, { value: 2 })
    assert.equal(late.body.effective_step, 5)
    assert.equal(await lr({ step: 5 }), 0.5)
  })

  it('is no window with "ahead": 0, nor beyond a required metric', async () => {
    const { ends } = await run(PLATEAU)
    assert.deepEqual(await ends({ step: 3, ahead: 0 }), [3, undefined])
    const required = await run({ ...PLATEAU, every: 7 })
    assert.deepEqual(await required.ends({ step: 3, ahead: 9 }), [6, { reason: 'metric', step: 7 }])
    const both = await run(PLATEAU, { ...PLATEAU, every: 4, monitor: 'other' })
    assert.deepEqual(await both.ends({ step: 3, ahead: 9 }), [3, { reason: 'metric', step: 4 }])
  })

  it('is possible where the scheduler has no group, or is detached', async () => {
    const { url, code, ends } = await run({ ...PLATEAU, name: 'p' }, { ...WARMUP, name: 'w' })
    assert.equal(await code({ step: 1, ahead: 3 }), 'metrics_late')
    await send('POST', `${url}/steps`, { step: 1 })
    await send('DELETE', `${url}/schedulers/p`)
    assert.deepEqual(await ends({ step: 1, ahead: 3 }), [4, undefined])
  })
})

describe('a window up to the first step that uses a metric', () => {
  const AT_5 = { reason: 'metric', step: 5 }

  it('ends before the milestone of a plateau, on every instance with the same bytes', async () => {
    const { post, code } = await run(AFTER_WARMUP)
    const wanted = { step: 0, ahead: 20 }
    const { body } = await post(wanted)
    assert.deepEqual([body.ahead.through, body.ahead.ends], [4, AT_5])
    for (const app of [left, right, uncached]) {
      for (const again of [wanted, { ...wanted, generation: 1 }]) {
        assert.deepEqual((await post(again, app)).body, body)
      }
    }
    assert.equal(await code({ step: 4, ahead: 1 }), 'metrics_late')
    assert.equal(await code({ step: 5, ahead: 1 }), 'metrics_late')
  })

  for (const [name, scheduler] of [
    ['a warmup before it', { type: 'WarmupLR', duration: 4, scheduler: PLATEAU }],
    ['sequences inside', sequence(3, WARMUP, sequence(2, WARMUP, PLATEAU))],
  ] as const) {
    it(`ends there with ${name}`, async () => {
      const { ends } = await run(scheduler)
      assert.deepEqual(await ends({ step: 0, ahead: 20 }), [4, AT_5])
    })
  }

  it('begins again after a sequence has left the plateau', async () => {
    const { ends } = await run(sequence(5, PLATEAU, WARMUP))
    assert.deepEqual(await ends({ step: 4, ahead: 20 }), [24, undefined])
  })

  it('ends after the step at which a plateau is attached, and before that of a patch', async () => {
    const { url, ends } = await run({ ...WARMUP, name: 'w' })
    const attached = await send('POST', `${url}/schedulers?at_step=4`, PLATEAU)
    assert.equal(attached.status, 201)
    assert.deepEqual(await ends({ step: 0, ahead: 20 }), [4, AT_5])
    const moved = await run({ ...sequence(50, WARMUP, PLATEAU), name: 's' })
    const patch = { milestones: [5] }
    assert.equal((await send('PATCH', `${moved.url}/schedulers/s?at_step=3`, patch)).status, 200)
    assert.deepEqual(await moved.ends({ step: 0, ahead: 20 }), [4, AT_5])
  })

  it('goes on past a plateau that is gone by then', async () => {
    const { url, ends } = await run({ ...AFTER_WARMUP, name: 's' })
    await send('DELETE', `${url}/schedulers/s?at_step=5`)
    assert.deepEqual(await ends({ step: 0, ahead: 20 }), [20, undefined])
  })

  it('is longer for who accepts late metrics, and answered whole once it is sealed', async () => {
    const { post, ends } = await run(AFTER_WARMUP)
    await ends({ step: 0, ahead: 10 })
    const { body } = await post({ step: 0, ahead: 10, late_metrics: true })
    assert.deepEqual([body.ahead.through, body.ahead.ends], [10, undefined])
    for (const app of [left, right, uncached]) {
      assert.deepEqual((await post({ step: 0, ahead: 10 }, app)).body, body)
    }
    assert.deepEqual(await ends({ step: 5, ahead: 10 }), [10, { reason: 'metric', step: 11 }])
  })

  it('is the same for a repetition with its Idempotency-Key', async () => {
    const { post } = await run(AFTER_WARMUP)
    const key = { 'idempotency-key': 'k' }
    const wanted = { step: 0, ahead: 20 }
    const first = await post(wanted, left, key)
    await post({ step: 9 })
    assert.deepEqual((await post(wanted, uncached, key)).body.ahead, first.body.ahead)
    const other = await post({ ...wanted, late_metrics: true }, left, key)
    assert.equal(other.body.code, 'idempotency_key_reused')
  })
})

describe('a report for a step of a warmup', () => {
  it('does not count for the plateau after it, with a window as without', async () => {
    const lrOf = async (ahead: number) => {
      const { url, post, lr } = await run(AFTER_WARMUP)
      for (let step = 1; step < 5; step += ahead + 1) await post({ step, ahead })
      for (const step of [1, 2]) {
        await send('PUT', `${url}/metrics/loss/${step}/0`, { value: 0.1 })
      }
      await send('PUT', `${url}/metrics/loss/4/0`, { value: 3 })
      return [await lr({ step: 5 }), await lr({ step: 6, metrics: { loss: 2 } })]
    }
    assert.deepEqual(await lrOf(3), [1, 1])
    const stepwise = await run(AFTER_WARMUP)
    for (const step of [1, 2]) await stepwise.post({ step, metrics: { loss: 0.1 } })
    await stepwise.post({ step: 4 })
    await send('PUT', `${stepwise.url}/metrics/loss/4/0`, { value: 3 })
    await stepwise.post({ step: 5 })
    assert.equal(await stepwise.lr({ step: 6, metrics: { loss: 2 } }), 1)
  })
})

describe('a first window over such steps', () => {
  it('is refused before the generation is opened', async () => {
    const { id, url, post } = await run({ ...PLATEAU, name: 'p' })
    await post({ step: 5 })
    const opening = { resume_step: 5, ahead: 3 }
    const one = await send('PUT', `${url}/generations/next`, opening)
    assert.deepEqual([one.status, one.body.code, one.body.step], [409, 'metrics_late', 6])
    assert.equal(one.body.errors[0].pointer, '/ahead')
    const generations = [{ optimizer: id, key: 'next', ...opening }]
    const many = await send('POST', '/v1/generations', { generations })
    assert.equal(many.body.results[0].problem.code, 'metrics_late')
    assert.equal((await send('GET', url)).body.generation, 1)
    const late = [{ ...generations[0], late_metrics: true }]
    const { body } = await send('POST', '/v1/generations', { generations: late })
    assert.deepEqual([body.results[0].status, body.results[0].result.ahead.through], [201, 8])
    const confirmed = await send('PUT', `${url}/generations/next`, opening)
    assert.deepEqual([confirmed.status, confirmed.body.ahead.through], [200, 8])
  })

  it('is refused in a batch for that optimizer alone', async () => {
    const [plateau, warmup] = [await run(PLATEAU), await run(WARMUP)]
    const steps = [plateau.id, warmup.id].map((optimizer) => ({ optimizer, step: 1, ahead: 2 }))
    const { body } = await send('POST', '/v1/steps', { steps })
    assert.deepEqual(
      body.results.map(({ status }: { status: number }) => status),
      [409, 200],
    )
    assert.equal(body.results[0].problem.code, 'metrics_late')
    const late = await send('POST', '/v1/steps', { steps: [{ ...steps[0], late_metrics: true }] })
    assert.equal(late.body.results[0].result.ahead.through, 3)
  })
})
