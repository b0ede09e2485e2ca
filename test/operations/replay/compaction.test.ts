import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { buildServer } from '../../../src/http/server.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'

describe('compaction', () => {
  it('keeps the steps that a slightly late rank requests, on any process', async () => {
    const store = sqliteStore(':memory:')
    const open = async () => {
      const context = { store, processState: createProcessState(100_000), now: () => new Date() }
      const limits = { maxAdvance: 100_000, maxHistory: 1_000 }
      const options = { version: '0.0.0', bodyLimit: 64 * 1024 }
      return buildServer({ ...context, ...limits }, options)
    }
    const [here, there] = [await open(), await open()]
    after(() => here.close())
    const url = '/v1/optimizers/x'
    const schedulers = [{ type: 'ReduceLROnPlateau', monitor: 'loss' }]
    await here.inject({
      method: 'PUT',
      url,
      payload: { groups: [{ name: 'a', lr: 1 }], schedulers },
    })
    const advance = (step: number) => ({
      method: 'POST' as const,
      url: `${url}/steps`,
      payload: { step, metrics: { loss: 1 } },
    })
    for (let step = 1; step <= 3_072; step++) await here.inject(advance(step))
    for (const step of [3_071, 2_100]) {
      const { statusCode } = await there.inject({ method: 'GET', url: `${url}/lr?step=${step}` })
      assert.equal(statusCode, 200)
    }
    const { statusCode } = await there.inject({ method: 'GET', url: `${url}/lr?step=1000` })
    assert.equal(statusCode, 410)
  })
})
