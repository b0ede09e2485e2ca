import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../app.ts'
import { values, quorumOptimizer } from './quorum_optimizer.ts'

let time = Date.parse('2026-11-22T08:00:00.000Z')
// The clock of the store. That of the instance, an hour ahead, must not matter.
const store = { ...sqliteStore(':memory:'), time: async () => time }
const app = await appOn(store, undefined, { now: () => new Date(Date.now() + 3_600_000) })
const { send } = app

describe('a deadline', () => {
  it('is the same for instances whose own clocks are an hour apart', async () => {
    const shared = { ...store, close: async () => undefined }
    const behind = await appOn(shared, undefined, { now: () => new Date(Date.now() - 3_600_000) })
    const optimizer = await quorumOptimizer(app, { deadline: 60, on_timeout: 'use_available' })
    await optimizer.report(2, { value: 5 })
    const reports = `${optimizer.url}/metrics/loss/10`
    time += 59_999
    for (const { send: ask } of [behind, app]) {
      assert.equal((await ask('GET', reports)).body.decided, false)
    }
    time += 1
    for (const { send: ask } of [behind, app]) {
      assert.deepEqual((await ask('GET', reports)).body.value, 5)
    }
  })

  const late = async (on_timeout: string) => {
    const optimizer = await quorumOptimizer(app, { deadline: 60, on_timeout })
    await optimizer.report(2, { value: 5 })
    time += 30_000
    await optimizer.report(0, { value: 2 })
    assert.equal((await optimizer.step({ step: 10 })).status, 202)
    time += 30_000
    return optimizer
  }

  it('decides on the available reports, and a late report has no effect', async () => {
    const { report, step, metric } = await late('use_available')
    assert.equal((await step({ step: 10 })).status, 200)
    const { value, decided, reported } = await metric()
    assert.deepEqual([value, decided, reported], [3.5, true, 2])
    const { status, body } = await report(1, { value: 9 })
    assert.deepEqual([status, body.value, body.reported], [200, 3.5, 2])
    assert.equal((await report(0, { value: 3 })).body.code, 'metric_conflict')
  })

  it('skips the metric', async () => {
    const { reportAll, step, metric } = await late('skip')
    assert.equal((await step({ step: 10 })).status, 200)
    const { decided, outcome, value } = await metric()
    assert.deepEqual([decided, outcome, value], [true, 'skipped', undefined])
    // The skipped metric was not counted: the next one is the first.
    assert.deepEqual((await reportAll(values(9, 9, 9), 20)).reduced, [])
  })

  it('stops the job, until it resumes at an earlier step', async () => {
    const { url, report, step, metric, reportAll } = await late('fail')
    const { status, body } = await step({ step: 10 })
    assert.deepEqual(
      [status, body.code, body.metric, body.step],
      [409, 'metric_timeout', 'loss', 10],
    )
    // The failure is recorded, so that an instance with a late clock returns the same.
    time -= 30_000
    const { events } = (await send('GET', `${url}/events?after=1`)).body
    assert.deepEqual([events[0].outcome, events[0].reports.length], ['failed', 2])
    assert.equal((await report(1, { value: 9 })).body.outcome, 'failed')
    assert.equal((await metric()).outcome, 'failed')
    assert.equal((await step({ step: 11 })).body.code, 'metric_timeout')
    assert.equal((await step({ step: 9 })).status, 200)
    await send('PUT', `${url}/generations/again`, { resume_step: 9 })
    assert.equal((await step({ step: 10 })).status, 202)
    await reportAll(values(1, 2, 3))
    assert.equal((await step({ step: 10 })).status, 200)
  })
})
