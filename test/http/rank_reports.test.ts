import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { appOn } from '../app.ts'
import { send } from '../service.ts'
import { quorumOptimizer } from './quorum_optimizer.ts'

const left = await appOn()
const address = await left.app.listen({ port: 0, host: '127.0.0.1' })
const run = (more: object = {}) => quorumOptimizer(left, { reporters: 4, ...more })
const report = (rank: number, value: number | string, more: object = {}) => ({
  metrics: { loss: { value, rank, ...more } },
})

describe("a rank's report in its advance", () => {
  it('gives 4 ranks that wait the same answer, by the mean of their reports', async () => {
    const { url, metric } = await run()
    const ranks = [1, 2, 3, 6].map(async (value, rank) => {
      const body = { step: 10, ...report(rank, value), wait: 10 }
      return send('POST', `${address}${url}/steps`, body)
    })
    const answers = await Promise.all(ranks)
    for (const { status, body } of answers) {
      assert.deepEqual([status, body], [200, answers[0]!.body])
      assert.deepEqual(body.metrics, { loss: { value: 3, effective_step: 10 } })
    }
    assert.equal((await metric()).reported, 4)
  })

  it('is 202 without a quorum, stays recorded, and may be sent again', async () => {
    const { step, metric } = await run({ reporters: 2 })
    for (let again = 0; again < 2; again++) {
      const { status, body } = await step({ step: 10, ...report(1, 'nan', { weight: 2 }) })
      assert.deepEqual([status, body.blocked_on], [202, [{ metric: 'loss', step: 10 }]])
    }
    assert.deepEqual((await metric()).missing_ranks, [0])
    const other = await step({ step: 10, ...report(1, 5, { weight: 2 }) })
    assert.deepEqual([other.status, other.body.code, other.body.rank], [409, 'metric_conflict', 1])
    const last = await step({ step: 10, ...report(0, 1, { weight: 1 }) })
    assert.deepEqual([last.status, last.body.metrics.loss.value], [200, 'nan'])
  })

  it('stays recorded where the advance after it is refused', async () => {
    const { step, metric } = await run({ reporters: 2, every: undefined })
    const { body } = await step({ step: 10, ahead: 5, ...report(1, 2) })
    assert.equal(body.code, 'metrics_late')
    assert.equal((await metric()).reported, 1)
  })

  for (const [what, body, pointer] of [
    ['a rank beyond the reporters', { step: 10, ...report(4, 1) }, '/metrics/loss/rank'],
    ['a negative rank', { step: 10, ...report(-1, 1) }, '/metrics/loss/rank'],
    ['no rank', { step: 10, metrics: { loss: { value: 1 } } }, '/metrics/loss/rank'],
    ['another word', { step: 10, ...report(0, 'big') }, '/metrics/loss/value'],
    ['an unknown field', { step: 10, ...report(0, 1, { x: 1 }) }, '/metrics/loss/x'],
    ['another metric', { step: 10, metrics: { acc: { value: 1, rank: 0 } } }, '/metrics/acc'],
    ['a number for all ranks', { step: 10, metrics: { loss: 1 } }, '/metrics/loss'],
    ['no step', report(0, 1), '/step'],
  ] as const) {
    it(`is refused with ${what}, and nothing is recorded`, async () => {
      const { step, metric } = await run()
      const answer = await step(body)
      assert.deepEqual([answer.status, answer.body.errors[0].pointer], [400, pointer])
      assert.equal((await metric()).reported, 0)
    })
  }

  it('is fenced by its generation', async () => {
    const { url, step, metric } = await run()
    await step({ step: 9 })
    await left.send('PUT', `${url}/generations/next`, { resume_step: 9 })
    const { body } = await step({ step: 10, generation: 1, ...report(0, 1) })
    assert.equal(body.code, 'stale_generation')
    assert.equal((await metric()).reported, 0)
  })
})

describe('a batch that waits', () => {
  const idOf = (url: string) => url.split('/').at(-1)

  it('has every result once the quorums have decided', async () => {
    const [one, two] = [await run({ reporters: 2 }), await run({ reporters: 2 })]
    const steps = (rank: number) =>
      [one, two].map(({ url }) => ({ optimizer: idOf(url), step: 10, ...report(rank, rank) }))
    const batch = (rank: number) => left.send('POST', '/v1/steps', { steps: steps(rank), wait: 20 })
    const first = batch(0)
    await sleep(50)
    const [{ body: a }, { body: b }] = [await batch(1), await first]
    assert.deepEqual(a, b)
    for (const { status, result } of a.results) {
      assert.deepEqual([status, result.metrics.loss.value], [200, 0.5])
    }
  })

  it('has blocked_on after its time, beside what is ready', async () => {
    const { url } = await run()
    const steps = [9, 10].map((step) => ({ optimizer: idOf(url), step }))
    const began = performance.now()
    const { body } = await left.send('POST', '/v1/steps', { steps, wait: 0.3 })
    assert.ok(performance.now() - began >= 290)
    assert.deepEqual([body.results[0].status, body.results[1].status], [200, 202])
    assert.deepEqual(body.results[1].result.blocked_on, [{ metric: 'loss', step: 10 }])
  })
})
