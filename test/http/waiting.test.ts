import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { appOn } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'

const open = await sqliteFile()
const left = await appOn(open())
const right = await appOn(open())
const { send } = left

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 10 }
let count = 0

/** An optimizer that requires a metric at step 10, and functions that call it. */
async function run(more: object = {}) {
  const url = `/v1/optimizers/awaited-${++count}`
  const schedulers = [{ ...PLATEAU, ...more }]
  await send('PUT', url, { groups: [{ name: 'a', lr: 1 }], schedulers })
  return {
    url,
    step: (body: object, { send } = left) => send('POST', `${url}/steps`, body),
    report: (rank: number, { send } = left) =>
      send('PUT', `${url}/metrics/loss/10/${rank}`, { value: rank }),
  }
}

/** The result of a request, and its duration in milliseconds. */
async function timed<T>(request: Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  return [await request, performance.now() - began]
}

describe('waiting for a metric', () => {
  it('ends when another call reports it', async () => {
    const { step } = await run()
    const ranks = Array.from({ length: 16 }, () => timed(step({ step: 10, wait: 30 })))
    await sleep(50)
    await step({ step: 10, metrics: { loss: 1 } })
    for (const [{ status, body }, ms] of await Promise.all(ranks)) {
      assert.deepEqual([status, body.step], [200, 10])
      assert.ok(ms < 5_000, `${ms} ms`)
    }
  })

  it('ends when the last rank has reported, on any instance', async () => {
    const { step, report } = await run({ reporters: 2 })
    const waiting = [left, right].map((instance) => timed(step({ step: 10, wait: 30 }, instance)))
    await report(0, left)
    await sleep(50)
    await report(1, right)
    for (const [{ status }, ms] of await Promise.all(waiting)) {
      assert.equal(status, 200)
      assert.ok(ms < 5_000, `${ms} ms`)
    }
  })

  it('ends with the missing metric at its timeout', async () => {
    const { step } = await run()
    const [{ status, body }, ms] = await timed(step({ step: 10, wait: 0.3 }))
    assert.equal(status, 202)
    assert.deepEqual(body.blocked_on, [{ metric: 'loss', step: 10 }])
    assert.ok(ms >= 290 && ms < 5_000, `${ms} ms`)
  })

  it('does not begin if no metric is missing, nor for a refusal', async () => {
    const { step } = await run()
    for (const body of [{ step: 9 }, { step: 10 ** 9 }, { step: 9, generation: 7 }]) {
      const [, ms] = await timed(step({ ...body, wait: 30 }))
      assert.ok(ms < 5_000, `${ms} ms`)
    }
  })

  it('ends when the deadline of its quorum has passed', async () => {
    const { step, report } = await run({ reporters: 2, deadline: 0.3, on_timeout: 'skip' })
    await report(0)
    const [{ status }, ms] = await timed(step({ step: 10, wait: 30 }))
    assert.equal(status, 200)
    assert.ok(ms >= 200 && ms < 5_000, `${ms} ms`)
  })

  it('ends for ranks that a new generation fences', async () => {
    const { url, step } = await run()
    await step({ step: 9 })
    const waiting = timed(step({ step: 10, generation: 1, wait: 30 }, right))
    await sleep(50)
    await send('PUT', `${url}/generations/next`, { resume_step: 9 })
    const [{ body }, ms] = await waiting
    assert.equal(body.code, 'stale_generation')
    assert.ok(ms < 5_000, `${ms} ms`)
  })

  it('ends when the optimizer is removed', async () => {
    const { url, step } = await run()
    const waiting = timed(step({ step: 10, wait: 30 }, right))
    await sleep(50)
    await send('DELETE', url)
    assert.equal((await waiting)[0].status, 404)
  })

  it('is possible in a read of the metric too', async () => {
    const { url, report } = await run({ reporters: 2 })
    await report(0)
    const metric = (wait: number, { send } = left) =>
      timed(send('GET', `${url}/metrics/loss/10?wait=${wait}`))
    assert.equal((await metric(1))[0].body.decided, false)
    const waiting = [metric(30), metric(30, right)]
    await sleep(50)
    await report(1)
    for (const [{ body }, ms] of await Promise.all(waiting)) {
      assert.deepEqual([body.decided, body.value], [true, 0.5])
      assert.ok(ms < 5_000, `${ms} ms`)
    }
  })
})
