import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'
import type { Answer } from '../service.ts'
import { sqliteFile } from '../sqlite_file.ts'

const open = await sqliteFile()
let time = Date.parse('2026-11-22T08:00:00.000Z')
const now = () => new Date(time)
const left = await appOn(open(), undefined, { now })
const right = await appOn(open(), undefined, { now })
const { ask } = left

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0, every: 10 }
let count = 0

/** An optimizer whose metric is decided by some ranks, and ways to report it. */
async function run(more: object = {}) {
  const url = `/v1/optimizers/voted-${++count}`
  const schedulers = [{ ...PLATEAU, reporters: 3, ...more }]
  const body = { groups: [{ name: 'a', lr: 1 }], schedulers }
  assert.equal((await ask('PUT', url, body)).status, 201)
  const report = (rank: number, body: object, step = 10, { ask } = left) =>
    ask('PUT', `${url}/metrics/loss/${step}/${rank}`, body)
  return {
    url,
    report,
    /** Reports of some ranks, one after the other. */
    all: async (reports: readonly (readonly [rank: number, body: object])[], step = 10) => {
      let last: Answer | undefined
      for (const [rank, body] of reports) last = await report(rank, body, step)
      return last!.body
    },
    step: (wanted: object) => ask('POST', `${url}/steps`, wanted),
    metric: async (step = 10) => (await ask('GET', `${url}/metrics/loss/${step}`)).body,
  }
}

const values = (...given: readonly (number | string)[]) =>
  given.map((value, rank) => [rank, { value }] as const)

describe('a metric that several ranks report', () => {
  it('is decided by the last of them, and acts for all', async () => {
    const { url, report, step, metric } = await run()
    const first = await report(2, { value: 3 })
    assert.equal(first.status, 201)
    assert.deepEqual(first.body, {
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
    const { missing_ranks: _, ...same } = first.body
    assert.deepEqual(last.body, { ...same, reported: 3, ...decided })
    assert.deepEqual(await metric(), last.body)
    assert.equal((await step({ step: 10 })).body.groups[0].lr, 1)
    const { events } = (await ask('GET', `${url}/events?after=1`)).body
    assert.deepEqual(
      events[0].reports.map(({ rank, value }: { rank: number; value: number }) => [rank, value]),
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    )
  })

  it('tells who lowers a value because of it', async () => {
    const { all } = await run()
    await all(values(1, 2, 3))
    assert.deepEqual((await all(values(4, 4, 4), 20)).reduced, ['ReduceLROnPlateau-1'])
  })

  it('is the same to the bit in whatever order they come', async () => {
    const reports = [0.1, 0.2, 0.3, 1e16, -1e16].map((value, rank) => [rank, { value }] as const)
    const { all } = await run({ reporters: 5 })
    const other = await run({ reporters: 5 })
    const { value } = await all(reports)
    assert.equal(value, (0.1 + 0.2 + 0.3 + 1e16 + -1e16) / 5)
    assert.equal((await other.all(reports.toReversed())).value, value)
  })

  for (const [aggregate, expected] of [
    ['mean', 2.5],
    ['min', 1],
    ['max', 5],
    ['median', 2],
    ['sum', 10],
  ] as const) {
    it(`comes to their ${aggregate}`, async () => {
      const { all } = await run({ reporters: 4, aggregate })
      assert.equal((await all(values(5, 1, 3, 1))).value, expected)
    })
  }

  it('weighs what they say by how much it counts', async () => {
    const { all } = await run({ aggregate: 'mean' })
    const weighed = [1, 2, 4].map((value, rank) => [rank, { value, weight: rank + 1 }] as const)
    assert.equal((await all(weighed)).value, (1 * 1 + 2 * 2 + 4 * 3) / 6)
  })

  for (const [what, given, expected] of [
    ['NaN where any is', [1, 'nan', 3], 'nan'],
    ['infinite where one is', [1, 'inf', 3], 'inf'],
    ['NaN where two infinities cancel', ['-inf', 'inf', 3], 'nan'],
  ] as const) {
    it(`is ${what}`, async () => {
      const { all, step } = await run()
      assert.equal((await all(values(...given))).value, expected)
      assert.equal((await step({ step: 10 })).status, 200)
    })
  }

  it('may be reported again by a rank, with the same value only', async () => {
    const { report, all } = await run()
    await report(1, { value: 2, weight: 3 })
    assert.equal((await report(1, { value: 2, weight: 3 })).status, 200)
    const { status, body } = await report(1, { value: 2.5, weight: 3 })
    assert.deepEqual([status, body.code, body.rank], [409, 'metric_conflict', 1])
    assert.match(body.detail, /for step 10 as 2, now as 2.5/)
    await all([0, 2].map((rank) => [rank, { value: 2, weight: 3 }] as const))
    assert.equal((await report(1, { value: 2, weight: 3 })).status, 200)
    assert.equal((await report(1, { value: 9, weight: 3 })).body.code, 'metric_conflict')
  })

  it('acts at the next step where its own is sealed', async () => {
    const { step, all } = await run({ every: undefined })
    await step({ step: 30 })
    assert.equal((await all(values(1, 1, 1))).effective_step, 31)
  })

  it('is decided once, though 64 ranks report at once to two instances', async () => {
    const { url, report } = await run({ reporters: 64 })
    const ranks = Array.from({ length: 64 }, (_, rank) => rank)
    const asked = ranks.map((rank) => report(rank, { value: rank }, 10, rank % 2 ? left : right))
    const answers = await Promise.all(asked)
    const decided = answers.filter(({ body }) => body.decided)
    assert.ok(decided.length >= 1 && answers.every(({ status }) => status === 201))
    for (const { body } of decided) assert.equal(body.value, 31.5)
    const { events } = (await ask('GET', `${url}/events?after=1`)).body
    assert.deepEqual([events.length, events[0].reports.length], [1, 64])
  })
})

describe('a deadline', () => {
  const late = async (on_timeout: string) => {
    const voted = await run({ deadline: 60, on_timeout })
    await voted.report(2, { value: 5 })
    time += 30_000
    await voted.report(0, { value: 2 })
    assert.equal((await voted.step({ step: 10 })).status, 202)
    time += 30_000
    return voted
  }

  it('decides by what is there, and a late rank changes nothing', async () => {
    const { report, step, metric } = await late('use_available')
    assert.equal((await step({ step: 10 })).status, 200)
    const { value, decided, reported } = await metric()
    assert.deepEqual([value, decided, reported], [3.5, true, 2])
    const { status, body } = await report(1, { value: 9 })
    assert.deepEqual([status, body.value, body.reported], [200, 3.5, 2])
    assert.equal((await report(0, { value: 3 })).body.code, 'metric_conflict')
  })

  it('skips the metric', async () => {
    const { all, step, metric } = await late('skip')
    assert.equal((await step({ step: 10 })).status, 200)
    const { decided, outcome, value } = await metric()
    assert.deepEqual([decided, outcome, value], [true, 'skipped', undefined])
    // Nobody counted the one that was skipped: the next is the first.
    assert.deepEqual((await all(values(9, 9, 9), 20)).reduced, [])
  })

  it('stops the job, until it resumes before', async () => {
    const { url, report, step, metric, all } = await late('fail')
    const { status, body } = await step({ step: 10 })
    assert.deepEqual(
      [status, body.code, body.metric, body.step],
      [409, 'metric_timeout', 'loss', 10],
    )
    assert.equal((await report(1, { value: 9 })).body.outcome, 'failed')
    assert.equal((await metric()).outcome, 'failed')
    assert.equal((await step({ step: 11 })).body.code, 'metric_timeout')
    assert.equal((await step({ step: 9 })).status, 200)
    await ask('PUT', `${url}/generations/again`, { resume_step: 9 })
    assert.equal((await step({ step: 10 })).status, 202)
    await all(values(1, 2, 3))
    assert.equal((await step({ step: 10 })).status, 200)
  })
})
