import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../../app.ts'

describe('an idempotency key in another generation', async () => {
  const { send } = await appOn()

  it('applies an advance again, and does not return a step that is not sealed there', async () => {
    const url = '/v1/optimizers/advance'
    const step = (body: object) => send('POST', `${url}/steps`, body, { 'idempotency-key': 'ten' })
    await send('PUT', url, RUN)
    await step({ step: 10 })
    await send('PUT', `${url}/generations/again`, { resume_step: 5 })
    const { body } = await step({ step: 10 })
    assert.deepEqual([body.generation, body.step, body.sealed_through], [2, 10, 10])
    assert.deepEqual((await step({ step: 10 })).body, body)
  })

  it('refuses a rank of the previous generation', async () => {
    const url = '/v1/optimizers/zombie'
    const step = () =>
      send('POST', `${url}/steps`, { step: 10, generation: 1 }, { 'idempotency-key': 'ten' })
    await send('PUT', url, RUN)
    await step()
    await send('PUT', `${url}/generations/again`, { resume_step: 5 })
    assert.equal((await step()).body.code, 'stale_generation')
  })

  it('counts a report again', async () => {
    const url = '/v1/optimizers/report'
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 10, reporters: 2 }
    await send('PUT', url, { groups: RUN.groups, schedulers: [plateau] })
    const report = (rank: number) =>
      send('PUT', `${url}/metrics/loss/10/${rank}`, { value: 1 }, { 'idempotency-key': `${rank}` })
    await report(0)
    await report(1)
    await send('POST', `${url}/steps`, { step: 12 })
    await send('PUT', `${url}/generations/again`, { resume_step: 5 })
    await report(0)
    assert.equal((await report(1)).body.decided, true)
    assert.equal((await send('POST', `${url}/steps`, { step: 10 })).status, 200)
  })
})
