import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn, RUN } from '../../app.ts'

/** A store whose floor is always above the inputs that it still has a snapshot for. */
function withFloorTooHigh(store: Store) {
  let histories = 0
  const history: Store['history'] = async (stored) => {
    histories += 1
    const { snapshots } = await store.history(stored)
    return { floor: stored.optimizer.revision, snapshots }
  }
  const inputs: Store['inputs'] = async function* () {}
  return { store: { ...store, history, inputs }, histories: () => histories }
}

describe('a replay', () => {
  it('is given up where its inputs are missing each time, below a floor that explains it', async () => {
    const sqlite = sqliteStore(':memory:')
    const { send } = await appOn(sqlite)
    const url = '/v1/optimizers/x'
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, { step: 1_024 })
    await send('POST', `${url}/edits`, { set: { lr: 5 } })
    await send('POST', `${url}/steps`, { step: 2_000 })
    const { store, histories } = withFloorTooHigh({ ...sqlite, close: async () => {} })
    const { status, body } = await (await appOn(store)).send('GET', `${url}/lr?step=1500`)
    assert.deepEqual([status, body.code, body.retryable], [503, 'too_many_writers', true])
    // Each attempt reads the snapshots, and the floor again.
    assert.equal(histories(), 2 * 20)
  })
})
