import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, withoutSeen } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'
import { PLATEAU, values, quorumOptimizer } from './quorum_optimizer.ts'

const open = await sqliteFile()
const left = await appOn(open())
const right = await appOn(open())
const { send } = left
const run = (more: object = {}) => quorumOptimizer(left, more)

describe('a metric with several reporters', () => {
  it('is decided by the last report, and acts for all ranks', async () => {
    const { url, report, step, metric } = await run()
    const first = await report(2, { value: 3 })
    assert.equal(first.status, 201)
    assert.deepEqual(withoutSeen(first.body), {
      metric: 'loss',
      step: 10,
      generation: 1,
      reported: 1,
      reporters: 3,
      decided: false,
      missing_ranks: [0, 1],
    })
    await report(0, { value: 1 })
    assert.equal((await step({ step: 10 })).status, 202)
    const last = await report(1, { value: 2 })
    const decided = { decided: true, value: 2, effective_step: 10, reduced: [] }
    const { missing_ranks: _, ...same } = withoutSeen(first.body)
    assert.deepEqual(withoutSeen(last.body), { ...same, reported: 3, ...decided })
    assert.deepEqual(await metric(), last.body)
    assert.equal((await step({ step: 10 })).body.groups[0].lr, 1)
    const { events } = (await send('GET', `${url}/events?after=1`)).body
    assert.deepEqual(
      events[0].reports.map(({ rank, value }: { rank: number; value: number }) => [rank, value]),
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    )
  })

  it('is returned with the schedulers that lower a value because of it', async () => {
    const { reportAll } = await run()
    await reportAll(values(1, 2, 3))
    assert.deepEqual((await reportAll(values(4, 4, 4), 20)).reduced, ['ReduceLROnPlateau-1'])
  })

  it('is decided by fewer ranks after a patch of the number, and keeps the counters', async () => {
    const { url, report, reportAll, step, metric } = await run()
    await reportAll(values(1, 2, 3))
    assert.equal((await step({ step: 19 })).status, 200)
    await report(0, { value: 4 }, 20)
    await report(1, { value: 4 }, 20)
    assert.equal((await step({ step: 20 })).status, 202)
    const patch = await send('PATCH', `${url}/schedulers/ReduceLROnPlateau-1`, { reporters: 2 })
    assert.deepEqual([patch.status, patch.body.effective_step], [200, 20])
    assert.equal((await step({ step: 20 })).status, 200)
    const { reporters, decided, value, reduced } = await metric(20)
    assert.deepEqual([reporters, decided, value], [2, true, 4])
    assert.deepEqual(reduced, ['ReduceLROnPlateau-1'])
  })

  it('is refused another number of reporters than a second scheduler has', async () => {
    const { url } = await run()
    const second = { ...PLATEAU, reporters: 3, name: 'second' }
    assert.equal((await send('POST', `${url}/schedulers`, second)).status, 201)
    const { status, body } = await send('PATCH', `${url}/schedulers/second`, { reporters: 2 })
    assert.equal(status, 400)
    assert.match(body.errors[0].detail, /given 2, wanted 3, as in another scheduler/)
  })

  it('is the same to the bit in any order of arrival', async () => {
    const reports = [0.1, 0.2, 0.3, 1e16, -1e16].map((value, rank) => [rank, { value }] as const)
    const { reportAll } = await run({ reporters: 5 })
    const other = await run({ reporters: 5 })
    const { value } = await reportAll(reports)
    assert.equal(value, (0.1 + 0.2 + 0.3 + 1e16 + -1e16) / 5)
    assert.equal((await other.reportAll(reports.toReversed())).value, value)
  })

  for (const [aggregate, expected] of [
    ['mean', 2.5],
    ['min', 1],
    ['max', 5],
    ['median', 2],
    ['sum', 10],
  ] as const) {
    it(`has the ${aggregate} of its reports`, async () => {
      const { reportAll } = await run({ reporters: 4, aggregate })
      assert.equal((await reportAll(values(5, 1, 3, 1))).value, expected)
    })
  }

  it('has the mean with the weights of its reports', async () => {
    const { reportAll } = await run({ aggregate: 'mean' })
    const weighed = [1, 2, 4].map((value, rank) => [rank, { value, weight: rank + 1 }] as const)
    assert.equal((await reportAll(weighed)).value, (1 * 1 + 2 * 2 + 4 * 3) / 6)
  })

  for (const [what, given, expected] of [
    ['NaN where any is', [1, 'nan', 3], 'nan'],
    ['infinite where one is', [1, 'inf', 3], 'inf'],
    ['NaN where two infinities cancel', ['-inf', 'inf', 3], 'nan'],
  ] as const) {
    it(`is ${what}`, async () => {
      const { reportAll, step } = await run()
      assert.equal((await reportAll(values(...given))).value, expected)
      assert.equal((await step({ step: 10 })).status, 200)
    })
  }

  it('may be reported again by a rank, with the same value only', async () => {
    const { report, reportAll } = await run()
    await report(1, { value: 2, weight: 3 })
    assert.equal((await report(1, { value: 2, weight: 3 })).status, 200)
    const { status, body } = await report(1, { value: 2.5, weight: 3 })
    assert.deepEqual([status, body.code, body.rank], [409, 'metric_conflict', 1])
    assert.match(body.detail, /for step 10 as 2, now as 2.5/)
    await reportAll([0, 2].map((rank) => [rank, { value: 2, weight: 3 }] as const))
    assert.equal((await report(1, { value: 2, weight: 3 })).status, 200)
    assert.equal((await report(1, { value: 9, weight: 3 })).body.code, 'metric_conflict')
  })

  it('acts at the next unsealed step if its own is sealed', async () => {
    const { step, reportAll } = await run({ every: undefined })
    await step({ step: 30 })
    assert.equal((await reportAll(values(1, 1, 1))).effective_step, 31)
  })

  it('is decided once, although 64 ranks report concurrently to two instances', async () => {
    const { url, report } = await run({ reporters: 64 })
    const ranks = Array.from({ length: 64 }, (_, rank) => rank)
    const requests = ranks.map((rank) => report(rank, { value: rank }, 10, rank % 2 ? left : right))
    const responses = await Promise.all(requests)
    const decided = responses.filter(({ body }) => body.decided)
    assert.ok(decided.length >= 1 && responses.every(({ status }) => status === 201))
    for (const { body } of decided) assert.equal(body.value, 31.5)
    const { events } = (await send('GET', `${url}/events?after=1`)).body
    assert.deepEqual([events.length, events[0].reports.length], [1, 64])
  })
})

describe('partially reported metrics', () => {
  it('are at most 64, and the refusal has the missing reports', async () => {
    const { report, step } = await run({ every: undefined })
    await step({ step: 100 })
    for (let k = 1; k <= 64; k++) assert.equal((await report(0, { value: 1 }, k)).status, 201)
    const { status, body } = await report(0, { value: 1 }, 65)
    assert.deepEqual([status, body.code, body.pending], [409, 'too_many_pending', 64])
    assert.match(body.detail, /64 metrics wait for ranks .* "deadline" decides without them/)
    for (const rank of [1, 2]) await report(rank, { value: 1 }, 64)
    assert.equal((await report(0, { value: 1 }, 65)).status, 201)
  })
})

describe('a quorum that changes after some reports', () => {
  const changed = async (ranks: readonly number[]) => {
    const optimizer = await run({ name: 'voted' })
    await optimizer.reportAll(ranks.map((rank) => [rank, { value: rank + 1 }] as const))
    await send('DELETE', `${optimizer.url}/schedulers/voted`)
    await send('POST', `${optimizer.url}/schedulers`, { ...PLATEAU, reporters: 2 })
    return optimizer
  }

  it('counts the reports of the remaining reporters', async () => {
    const { report, metric } = await changed([0, 2])
    const { reported, missing_ranks } = await metric()
    assert.deepEqual([reported, missing_ranks], [1, [1]])
    assert.equal((await report(1, { value: 4 })).body.value, 2.5)
  })

  it('decides when no report is missing any more', async () => {
    const { step, metric } = await changed([0, 1])
    assert.equal((await step({ step: 10 })).status, 200)
    assert.equal((await metric()).value, 1.5)
  })
})
