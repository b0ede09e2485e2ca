import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { appOn, RUN } from '../../app.ts'
import { send as sendTo } from '../../service.ts'

describe('closing the server', () => {
  it('responds to waiting requests, and closes their connections', async () => {
    const { app, send } = await appOn()
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 5, reporters: 2 }
    await send('PUT', '/v1/optimizers/x', { groups: RUN.groups, schedulers: [plateau] })
    const step = sendTo('POST', `${url}/v1/optimizers/x/steps`, { step: 9, wait: 20 })
    const metric = sendTo('GET', `${url}/v1/optimizers/x/metrics/loss/5?wait=20`)
    await sleep(300)
    const began = performance.now()
    await app.close()
    assert.deepEqual([(await step).status, (await metric).status], [202, 200])
    assert.ok(performance.now() - began < 5_000)
  })
})
