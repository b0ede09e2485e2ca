import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { buildServer } from '../../../src/http/server.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'

describe('open quorums', async () => {
  let time = Date.parse('2026-01-01T00:00:00Z')
  const context = {
    store: { ...sqliteStore(':memory:'), time: async () => time },
    processState: createProcessState(100_000),
    now: () => new Date(),
    maxAdvance: 100_000,
    maxHistory: 100_000,
  }
  const app = await buildServer(context, { version: '0.0.0', bodyLimit: 64 * 1024 })
  after(() => app.close())

  let count = 0
  const plateau = (more: object) => ({ type: 'ReduceLROnPlateau', monitor: 'loss', ...more })

  async function run(more: object) {
    const url = `/v1/optimizers/run-${++count}`
    type Asked = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
    const send = async (method: Asked, path: string, payload?: object) => {
      const response = await app.inject({ method, url: url + path, ...(payload && { payload }) })
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read into every shape
      const body: any = response.body && JSON.parse(response.body)
      return { status: response.statusCode, body }
    }
    const first = { name: 'first', ...plateau(more) }
    await send('PUT', '', { groups: [{ name: 'a', lr: 1 }], schedulers: [first] })
    const exchange = async (from: string, to: object) => {
      await send('DELETE', `/schedulers/${from}`)
      assert.equal((await send('POST', '/schedulers', plateau(to))).status, 201)
    }
    return { send, exchange }
  }

  it('are closed by a metric in an advance: it is decided once', async () => {
    const { send, exchange } = await run({ reporters: 2 })
    await send('PUT', '/metrics/loss/5/1', { value: 9 })
    await exchange('first', { name: 'second' })
    await send('POST', '/steps', { step: 5, metrics: { loss: 1 } })
    await exchange('second', { reporters: 2, deadline: 5, on_timeout: 'use_available' })
    time += 60_000
    await send('POST', '/steps', { step: 7 })
    const { events } = (await send('GET', '/events')).body
    const decided = events.filter(({ kind }: { kind: string }) => kind === 'metric_decided')
    assert.equal(decided.length, 1)
  })

  it('count only the configured ranks', async () => {
    const { send, exchange } = await run({ reporters: 8 })
    await send('PUT', '/metrics/loss/5/7', { value: 9 })
    await exchange('first', {})
    await send('POST', '/steps', { step: 2 })
    assert.equal((await send('PUT', '/metrics/loss/5/0', { value: 1 })).body.value, 1)
    assert.equal((await send('PUT', '/metrics/loss/5/0', { value: 1 })).status, 200)
  })

  it('are decided by a repeated report if fewer ranks must report now', async () => {
    const { send, exchange } = await run({ reporters: 4, every: 10 })
    for (const rank of [0, 1]) await send('PUT', `/metrics/loss/10/${rank}`, { value: 1 })
    await exchange('first', { reporters: 2, every: 10 })
    assert.equal((await send('PUT', '/metrics/loss/10/1', { value: 1 })).body.decided, true)
    assert.equal((await send('POST', '/steps', { step: 10 })).status, 200)
  })

  it('that are overdue do not block a step, also with many pending changes', async () => {
    const { send } = await run({ reporters: 2, deadline: 5, on_timeout: 'use_available' })
    await send('POST', '/steps', { step: 5 })
    await send('PUT', '/metrics/loss/5/1', { value: 9 })
    for (let edit = 0; edit < 1_000; edit++) await send('PATCH', '/groups/a?at_step=50', { lr: 1 })
    time += 60_000
    assert.equal((await send('POST', '/steps', { step: 50 })).status, 200)
    assert.equal((await send('GET', '/metrics/loss/5')).body.decided, true)
  })
})
