import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'

const open = await sqliteFile()
const left = await appOn(open())
const right = await appOn(open())
const uncached = await appOn(open(), undefined, { cacheSize: 0 })
const { send } = left

/** As in torch, its last step is the one after `total_steps` - 1, the last epoch of the cycle. */
const ONE_CYCLE = { type: 'OneCycleLR', max_lr: 0.1, total_steps: 19 }
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 7 }
let count = 0

/** A new optimizer, and functions that advance it. */
async function run(schedulers: readonly object[], groups: readonly object[] = RUN.groups) {
  const url = `/v1/optimizers/ends-${++count}`
  assert.equal((await send('PUT', url, { groups, schedulers })).status, 201)
  const post = (body: object, { send } = left, headers?: Record<string, string>) =>
    send('POST', `${url}/steps`, body, headers)
  const advance = async (body: object, app = left) => {
    const response = await post(body, app)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body
  }
  const sealed = async () => (await send('GET', url)).body.sealed_through
  return { url, post, advance, sealed }
}

/** The result of a request, which every instance must answer with the same bytes. */
async function everywhere({ advance }: Awaited<ReturnType<typeof run>>, body: object) {
  const first = await advance(body)
  for (const app of [left, right, uncached, left]) {
    for (const wanted of [body, { ...body, generation: 1 }]) {
      assert.deepEqual(await advance(wanted, app), first)
    }
  }
  return first
}

describe('a window at the end of a schedule', () => {
  it('has the steps up to the end, and says that the schedule ends', async () => {
    const job = await run([ONE_CYCLE])
    const { ahead, sealed_through } = await everywhere(job, { step: 12, ahead: 100 })
    assert.deepEqual([ahead.from, ahead.through, sealed_through], [13, 19, 19])
    assert.deepEqual(ahead.ends, { reason: 'schedule', step: 20 })
    assert.equal(ahead.groups[0].lr.length, 7)
    const lr = (await send('GET', `${job.url}/lr?from=13&to=19`)).body.groups[0].lr
    assert.deepEqual(ahead.groups[0].lr, lr)
  })

  it('is empty after the last step, and refused at the next one, which seals nothing', async () => {
    const job = await run([ONE_CYCLE])
    const { ahead } = await everywhere(job, { step: 19, ahead: 5 })
    assert.deepEqual([ahead.from, ahead.through, ahead.groups[0].lr], [20, 19, []])
    assert.deepEqual(ahead.ends, { reason: 'schedule', step: 20 })
    const { status, body } = await job.post({ step: 20, ahead: 5 })
    assert.deepEqual([status, body.code, body.step], [422, 'schedule_ended', 20])
    assert.equal(await job.sealed(), 19)
  })

  it('has no end where it was requested up to the last step', async () => {
    const { advance } = await run([ONE_CYCLE])
    const { ahead } = await advance({ step: 12, ahead: 7 })
    assert.deepEqual([ahead.through, ahead.ends], [19, undefined])
  })

  it('goes on for a repeated request once another scheduler is there', async () => {
    const job = await run([{ ...ONE_CYCLE, name: 'one' }])
    const wanted = { step: 12, ahead: 12, generation: 1 }
    await everywhere(job, wanted)
    await send('DELETE', `${job.url}/schedulers/one`)
    for (const app of [left, uncached]) {
      const { ahead } = await job.advance(wanted, app)
      assert.deepEqual([ahead.through, ahead.ends], [24, undefined])
    }
  })

  it('ends before a value that is not finite, which the advance to it names', async () => {
    const job = await run([{ type: 'LambdaLR', lr_lambda: '1 / (epoch - 8)' }])
    const { ahead } = await everywhere(job, { step: 2, ahead: 100 })
    assert.deepEqual([ahead.through, ahead.ends], [7, { reason: 'schedule', step: 8 }])
    const { body } = await job.post({ step: 8 })
    assert.deepEqual([body.code, body.scheduler, body.step], ['value_not_finite', 'LambdaLR-1', 8])
  })

  it('ends before an edit without a finite value', async () => {
    const job = await run([])
    await send('POST', `${job.url}/edits`, { scale: { lr: 1e308 }, at_step: 6 })
    await send('POST', `${job.url}/edits`, { scale: { lr: 1e9 }, at_step: 5 })
    const { ahead } = await everywhere(job, { step: 1, ahead: 9 })
    assert.deepEqual([ahead.through, ahead.ends], [5, { reason: 'schedule', step: 6 }])
  })
})

describe('a window that is too large', () => {
  const groups = Array.from({ length: 30 }, (_, n) => ({ name: `g${n}`, lr: 1, momentum: 1 }))
  const halving = { type: 'StepLR', step_size: 3 }

  it('ends at the limit, and the next one begins there', async () => {
    const job = await run([halving], groups)
    const { ahead, sealed_through } = await everywhere(job, { step: 1, ahead: 10_000 })
    assert.deepEqual([ahead.from, ahead.through, sealed_through], [2, 8_334, 8_334])
    assert.deepEqual(ahead.ends, { reason: 'limit', step: 8_335 })
    const next = await job.advance({ step: 8_335, ahead: 10 })
    assert.deepEqual([next.ahead.through, next.ahead.ends], [8_345, undefined])
  })

  it('ends there also where all of it is sealed', async () => {
    const job = await run([halving], groups)
    for (const step of [5_000, 10_000]) await job.advance({ step })
    const { ahead } = await everywhere(job, { step: 1, ahead: 9_000 })
    assert.deepEqual([ahead.through, ahead.ends], [8_334, { reason: 'limit', step: 8_335 }])
    const partly = await everywhere(job, { step: 9_000, ahead: 9_000 })
    assert.deepEqual([partly.ahead.through, partly.sealed_through], [17_333, 17_333])
  })

  it('is shortened beside other long ones in one call, and others are not', async () => {
    const jobs = await Promise.all(Array.from({ length: 7 }, () => run([halving])))
    const ids = jobs.map(({ url }) => url.split('/').at(-1))
    const aheads = [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 2_000]
    const steps = ids.map((optimizer, at) => ({ optimizer, step: 0, ahead: aheads[at] }))
    const { status, body } = await send('POST', '/v1/steps', { steps })
    assert.equal(status, 200)
    const windows = body.results.map(({ result }: { result: { ahead: object } }) => result.ahead)
    for (const { through, ends } of windows.slice(0, 6)) {
      assert.deepEqual([through, ends], [8_000, { reason: 'limit', step: 8_001 }])
    }
    assert.deepEqual([windows[6].through, windows[6].ends], [2_000, undefined])
  })

  it('is shortened in a call that opens many generations', async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, () => run([halving])))
    const generations = await Promise.all(
      jobs.map(async ({ url, advance }) => {
        await advance({ step: 3 })
        const optimizer = url.split('/').at(-1)
        return { optimizer, key: 'next', resume_step: 3, ahead: 10_000 }
      }),
    )
    const { body } = await send('POST', '/v1/generations', { generations })
    for (const { result } of body.results) {
      assert.deepEqual(result.ahead.ends, { reason: 'limit', step: 3 + 8_333 + 1 })
    }
  })

  it('is refused beyond any window', async () => {
    const { post, sealed } = await run([halving])
    const { status, body } = await post({ step: 1, ahead: 10_001 })
    assert.deepEqual([status, body.errors[0].pointer], [400, '/ahead'])
    assert.equal(await sealed(), -1)
  })
})

describe('"ahead": 0', () => {
  const EMPTY = { revision: 1, groups: [{ name: 'backbone', lr: [] }, { name: 'head', lr: [] }] } // prettier-ignore

  it('answers a window without steps, on every path', async () => {
    const job = await run([ONE_CYCLE], RUN.groups)
    for (const step of [0, 1, 1, 5, 2]) {
      const { ahead } = await everywhere(job, { step, ahead: 0 })
      assert.deepEqual(
        ahead.groups.map(({ name }: { name: string }) => name),
        ['backbone', 'head'],
      )
      assert.deepEqual([ahead.from, ahead.through, ahead.ends], [step + 1, step, undefined])
    }
    assert.equal('ahead' in (await job.advance({ step: 5 })), false)
  })

  it('answers one in a call for many, and when a generation is opened', async () => {
    const { url } = await run([{ type: 'StepLR', step_size: 3 }])
    const optimizer = url.split('/').at(-1)
    const steps = [1, 2].map((step) => ({ optimizer, step, ahead: 0 }))
    const { body } = await send('POST', '/v1/steps', { steps })
    for (const [at, { result }] of body.results.entries()) {
      assert.deepEqual(result.ahead, { from: at + 2, through: at + 1, ...EMPTY })
    }
    const opening = { resume_step: 1, ahead: 0 }
    const { body: opened } = await send('PUT', `${url}/generations/next`, opening)
    assert.deepEqual([opened.ahead.from, opened.ahead.through], [2, 1])
  })
})

describe('a window with an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k' }

  it('is returned to its repetition as it was, whatever has been sealed since', async () => {
    const { url, post, advance } = await run([PLATEAU])
    const wanted = { step: 2, ahead: 50 }
    const first = await post(wanted, left, key)
    assert.deepEqual(first.body.ahead.ends, { reason: 'metric', step: 7 })
    await send('PUT', `${url}/metrics/loss/7/0`, { value: 1 })
    await advance({ step: 9 })
    for (const app of [left, right, uncached]) {
      assert.deepEqual((await post(wanted, app, key)).body.ahead, first.body.ahead)
    }
    assert.equal((await advance(wanted)).ahead.through, 13)
  })
})

describe('a window that begins among sealed steps', () => {
  it('goes on after them with a metric of the same call, which acts there', async () => {
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 0, factor: 0.5 }
    const started = await run([plateau], [{ name: 'a', lr: 1 }])
    const late = { late_metrics: true }
    await started.advance({ step: 0, ahead: 2, metrics: { loss: 1 }, ...late })
    for (const app of [left, uncached]) {
      const { ahead } = await started.advance(
        { step: 1, ahead: 3, metrics: { loss: 2 }, ...late },
        app,
      )
      assert.deepEqual(ahead.groups, [{ name: 'a', lr: [1, 0.5, 0.5] }])
    }
  })
})
