import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn, RUN } from '../../app.ts'

/** A store in which the optimizer is registered again before some reads of a receipt. */
function registeringAgain(store: Store, reads: number) {
  let left = reads
  const receipt: Store['receipt'] = async (stored, key) => {
    if (left > 0) {
      left -= 1
      const { optimizer } = (await store.find(stored.optimizer.id))!
      await store.remove(optimizer.id)
      await store.create(optimizer)
    }
    return store.receipt(stored, key)
  }
  return { store: { ...store, receipt }, isDone: () => left === 0 }
}

describe('a request with an idempotency key', () => {
  for (const [what, body, reads] of [
    ['an edit of the next step', { set: { lr: 5 } }, 2],
    ['an edit of a step that is checked first', { set: { lr: 5 }, at_step: 9 }, 3],
  ] as const) {
    it(`is decided on the registration that is there: ${what}`, async () => {
      const { store, isDone } = registeringAgain(sqliteStore(':memory:'), reads)
      const { send } = await appOn(store)
      const url = '/v1/optimizers/again'
      await send('PUT', url, RUN)
      const edit = () => send('POST', `${url}/edits`, body, { 'idempotency-key': 'k' })
      const { status, body: edited } = await edit()
      assert.deepEqual([status, edited.revision], [201, 2])
      assert.ok(isDone())
      const { body: listed } = await send('GET', `${url}/edits`)
      assert.deepEqual(
        listed.edits.map((each: { revision: number }) => each.revision),
        [2],
      )
      assert.equal((await edit()).body.revision, 2)
    })
  }
})
