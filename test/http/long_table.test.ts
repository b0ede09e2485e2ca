import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { buildServer } from '../../src/http/server.ts'
import { createProcessState } from '../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'

const context = {
  store: sqliteStore(':memory:'),
  processState: createProcessState(100_000),
  now: () => new Date(),
  maxAdvance: 100_000,
  maxHistory: 1_000,
}
const app = await buildServer(context, { version: '0.0.0', bodyLimit: 2 ** 23 })
after(() => app.close())

const COUNT = 100_000
const levels = Array.from({ length: COUNT }, (_, step) => Math.sin(step + 1) ** 2)
const table = (points: unknown) => ({
  groups: [{ name: 'a', lr: 2 }],
  schedulers: [{ type: 'TableLR', points }],
})
const put = (id: string, body: object) =>
  app.inject({ method: 'PUT', url: `/v1/optimizers/${id}`, payload: body })
const lr = async (id: string, step: number) => {
  const response = await app.inject({ url: `/v1/optimizers/${id}/lr?step=${step}` })
  return response.json().groups[0].lr as number
}

describe('a table of 100 000 points', () => {
  it('has the same values as pairs and as columns', async (t) => {
    for (const [id, points] of [
      ['columns', { from: 0, values: levels }],
      ['pairs', levels.map((level, step) => [step, level])],
    ] as const) {
      const start = performance.now()
      assert.equal((await put(id, table(points))).statusCode, 201)
      t.diagnostic(`${id}: registered in ${Math.round(performance.now() - start)} ms`)
      for (const step of [0, 1, 77_777, COUNT - 1]) {
        assert.equal(await lr(id, step), levels[step]! * 2)
      }
    }
  })

  it('begins with its first level, and ends with its last one', async () => {
    await put('short', table({ from: 2, values: [0.5, 0.25, 1] }))
    assert.deepEqual(
      await Promise.all([0, 1, 2, 3, 4, 9].map((step) => lr('short', step))),
      [1, 1, 1, 0.5, 2, 2],
    )
  })

  it('is refused with more points, and a larger body with the limit', async () => {
    const longer = await put('longer', table({ from: 0, values: [...levels, 1] }))
    assert.equal(longer.statusCode, 400)
    const large = await put('large', { ...table([[0, 1]]), labels: { a: 'x'.repeat(2 ** 23) } })
    assert.deepEqual([large.statusCode, large.json().code], [413, 'body_too_large'])
    assert.match(large.json().detail, /8388608/)
  })
})
