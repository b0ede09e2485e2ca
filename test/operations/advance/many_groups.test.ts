import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { buildServer } from '../../../src/http/server.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'

describe('many groups', async () => {
  const context = {
    store: sqliteStore(':memory:'),
    processState: createProcessState(1_000_000),
    now: () => new Date(),
    maxAdvance: 100_000,
    maxHistory: 100_000,
  }
  const app = await buildServer(context, { version: '0.0.0', bodyLimit: 2 ** 22 })
  after(() => app.close())

  it('are edited, read and cancelled in linear time', async () => {
    const url = '/v1/optimizers/many'
    const groups = Array.from({ length: 10_000 }, (_, index) => ({ name: `layer.${index}`, lr: 1 }))
    await app.inject({ method: 'PUT', url, payload: { groups, schedulers: [] } })
    for (let at_step = 5; at_step < 25; at_step++) {
      const payload = { scale: { lr: 0.5 }, at_step }
      const { statusCode } = await app.inject({ method: 'POST', url: `${url}/edits`, payload })
      assert.equal(statusCode, 201)
    }
    const began = performance.now()
    await app.inject({ method: 'GET', url: `${url}/groups/layer.5` })
    const taken = await app.inject({ method: 'DELETE', url: `${url}/edits/3` })
    assert.equal(taken.statusCode, 204)
    assert.ok(performance.now() - began < 500)
  })
})
