import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const WARMUP = { type: 'LinearLR', start_factor: 0.25, total_iters: 4 }
const LOSSES: Readonly<Record<number, number>> = { 5: 1, 6: 2, 7: 0.5, 8: 0.6 }

/** torch 2.13.0: `warmup.step() if step < 5 else plateau.step(LOSSES[step])`, for steps 1 to 8. */
const TORCH = [
  0.025, 0.043750000000000004, 0.06250000000000001, 0.08125000000000002, 0.10000000000000002,
  0.10000000000000002, 0.05000000000000001, 0.05000000000000001, 0.025000000000000005,
]

const sequence = (...schedulers: object[]) => ({
  type: 'SequentialLR',
  schedulers,
  milestones: [5],
})

let count = 0

/** A new optimizer with one group, and a function that advances it. */
async function run(scheduler: object) {
  const url = `/v1/optimizers/handover-${++count}`
  const body = { groups: [{ name: 'a', lr: 0.1 }], schedulers: [scheduler] }
  assert.equal((await send('PUT', url, body)).status, 201)
  const step = async (body: object) => {
    const response = await send('POST', `${url}/steps`, body)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body.groups[0].lr as number
  }
  return { url, step }
}

/** The lr at each step, where each loss is reported with the advance to its step. */
async function lrWithReports(scheduler: object): Promise<number[]> {
  const { step } = await run(scheduler)
  const seen: number[] = []
  for (let k = 0; k <= 8; k++) {
    const loss = LOSSES[k]
    seen.push(await step({ step: k, ...(loss === undefined ? {} : { metrics: { loss } }) }))
  }
  return seen
}

describe('a report for the step at which a plateau becomes active', () => {
  it('counts, as in a loop that calls plateau.step from there on', async () => {
    assert.deepEqual(await lrWithReports(sequence(WARMUP, PLATEAU)), TORCH)
  })

  it('counts in a chain, in a product and in a sequence inside', async () => {
    const chain = { type: 'ChainedScheduler', schedulers: [{ type: 'ConstantLR', factor: 1 }, PLATEAU] } // prettier-ignore
    const inner = { ...sequence(PLATEAU, { type: 'ConstantLR', factor: 1 }), milestones: [90] }
    for (const later of [chain, inner]) {
      const lr = await lrWithReports(sequence(WARMUP, later))
      const start = lr[5]!
      assert.deepEqual(lr.slice(6), [start / 2, start / 2, start / 4])
    }
    const product = await lrWithReports(
      sequence(WARMUP, { type: 'ProductLR', schedulers: [PLATEAU] }),
    )
    assert.deepEqual(product.slice(5), [0.1, 0.05, 0.05, 0.025])
  })

  it('counts on a slower clock, where no rank can pass the step without it', async () => {
    const { url, step } = await run({ ...sequence(WARMUP, PLATEAU), every: 10 })
    for (const k of [10, 20, 30, 40]) await step({ step: k, metrics: { loss: 9 } })
    assert.equal((await send('POST', `${url}/steps`, { step: 50 })).status, 202)
    await send('PUT', `${url}/metrics/loss/50/0`, { value: 1 })
    await step({ step: 50 })
    assert.equal(await step({ step: 60, metrics: { loss: 2 } }), TORCH[6])
  })

  it('counts in a preview', async () => {
    const metrics = { loss: Object.entries(LOSSES).map(([step, loss]) => [Number(step), loss]) }
    const schedulers = [sequence(WARMUP, PLATEAU)]
    const body = { groups: [{ name: 'a', lr: 0.1 }], schedulers, to: 8, metrics }
    const { body: preview } = await send('POST', '/v1/previews', body)
    assert.deepEqual(preview.groups[0].lr, TORCH)
  })

  it('counts when a restored copy computes the step again', async () => {
    const { url, step } = await run(sequence(WARMUP, PLATEAU))
    for (const [k, loss] of Object.entries(LOSSES))
      await step({ step: Number(k), metrics: { loss } })
    const { body: state } = await send('GET', `${url}/state`)
    const copy = await run(PLATEAU)
    assert.equal((await send('PUT', `${copy.url}/state`, state)).status, 200)
    await send('PUT', `${copy.url}/generations/again`, { resume_step: 5 })
    assert.equal(await copy.step({ step: 6, metrics: { loss: LOSSES[6] } }), TORCH[6])
  })
})
