import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { advance } from '../../../src/operations/advance/advance.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn, RUN } from '../../app.ts'

/** A store that can delay the result of the next read. */
function delayingStore(store: Store) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isDelayed = false
  const find: Store['find'] = async (...args) => {
    const waits = isDelayed
    isDelayed = false
    const found = await store.find(...args)
    if (waits) await promise
    return found
  }
  return {
    store: { ...store, find },
    delayNext: () => void (isDelayed = true),
    isReading: () => !isDelayed,
    release: resolve,
  }
}

describe('the cache of a process', () => {
  it('is not used for a later registration of the id', async () => {
    const store = sqliteStore(':memory:')
    const [here, there] = await Promise.all([appOn(store), appOn({ ...store, async close() {} })])
    const url = '/v1/optimizers/again'
    await there.send('PUT', url, RUN)
    await there.send('POST', `${url}/steps`, { step: 5, generation: 1 })
    await here.send('DELETE', url)
    const other = { groups: [{ name: 'other', lr: 3 }], schedulers: [] }
    await here.send('PUT', url, other)
    await there.send('PUT', url, other)
    const { body } = await there.send('POST', `${url}/steps`, { step: 5, generation: 1 })
    assert.deepEqual(body.groups, [{ name: 'other', lr: 3 }])
  })

  it('is not overwritten by a read that began before a commit', async () => {
    const { store, delayNext, release } = delayingStore(sqliteStore(':memory:'))
    const { send } = await appOn(store)
    const url = '/v1/optimizers/overtaken'
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, { step: 5, generation: 1 })
    delayNext()
    const read = send('GET', url)
    while ((await send('POST', `${url}/steps`, { step: 9, generation: 1 })).status !== 200);
    release()
    await read
    const { body } = await send('POST', `${url}/steps`, { step: 5, generation: 1 })
    assert.equal(body.sealed_through, 9)
  })

  it('is not overwritten by a read that began before a restore', async () => {
    const { store, delayNext, isReading, release } = delayingStore(sqliteStore(':memory:'))
    const { send } = await appOn(store)
    const url = '/v1/optimizers/restored'
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, { step: 5, generation: 1 })
    const { body: state } = await send('GET', `${url}/state`)
    delayNext()
    const read = send('GET', url)
    while (!isReading()) await new Promise(setImmediate)
    await send('PUT', `${url}/state`, state)
    release()
    await read
    const { body } = await send('POST', `${url}/steps`, { step: 5, generation: 1 })
    assert.equal(body.code, 'stale_generation')
  })

  it('is bounded with the tables of replayed steps included', async () => {
    const numbers = 3_000
    const store = sqliteStore(':memory:')
    const { send } = await appOn(store)
    const points = Array.from({ length: 4_000 }, (_, step) => [step, 1])
    const groups = [{ name: 'all', lr: 1 }]
    await send('PUT', '/v1/optimizers/x', { groups, schedulers: [{ type: 'TableLR', points }] })
    const processState = createProcessState(numbers)
    const context = {
      store,
      processState,
      now: () => new Date(),
      maxAdvance: 1_000,
      maxHistory: 1_000,
    }
    await advance(context, 'x', { step: 900 })
    for (let step = 100; step < 800; step += 17) await advance(context, 'x', { step })
    const frames = new Set([...processState.replayedSteps.values()].map(({ state }) => state.frame))
    assert.ok(frames.size > 0)
    assert.ok(frames.size * JSON.stringify([...frames][0]).length < 100 * numbers)
  })
})
