import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'

describe('a registration', async () => {
  const sqlite = sqliteStore(':memory:')
  const { send } = await appOn({
    ...sqlite,
    create: async () => undefined,
    find: async () => undefined,
  })

  it('is refused after some attempts if its id is neither free nor used', async () => {
    for (const [method, url] of [
      ['PUT', '/v1/optimizers/half'],
      ['POST', '/v1/optimizers'],
    ] as const) {
      const { status, body } = await send(method, url, RUN)
      assert.deepEqual([status, body.code], [503, 'too_many_writers'])
    }
  })
})
