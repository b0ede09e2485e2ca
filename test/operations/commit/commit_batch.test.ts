import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../../src/core/problem.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'
import { countingStore } from '../../http/counting_store.ts'

const STEPS = '/v1/optimizers/x/steps'

describe('a commit batch whose reply is lost', async () => {
  const sqlite = sqliteStore(':memory:')
  const unavailable = new Refusal({ code: 'store_unavailable', reason: 'it does not respond' })
  let isLost = false
  const { store, takeCounts } = countingStore({
    ...sqlite,
    async seal(moves) {
      const outcomes = await sqlite.seal(moves)
      if (!isLost) return outcomes
      await sleep(20)
      return moves.map(() => unavailable)
    },
  })
  const { send } = await appOn(store)
  await send('PUT', '/v1/optimizers/x', RUN)
  await send('POST', STEPS, { step: 1 })

  for (const [which, request] of [
    ['are queued', { step: 2 }],
    ['wait for its step', { step: 3, generation: 1 }],
  ] as const) {
    it(`refuses all requests that ${which}, none of which calls the store again`, async () => {
      isLost = true
      takeCounts()
      const all = await Promise.all([1, 2, 3].map(() => send('POST', STEPS, request)))
      assert.deepEqual(
        all.map(({ status }) => status),
        [503, 503, 503],
      )
      assert.deepEqual(takeCounts().calls, ['seal'])
    })

    it('makes the cached state uncertain, so that the next request reads the store', async () => {
      isLost = false
      const { body } = await send('POST', STEPS, { step: request.step })
      assert.equal(body.sealed_through, request.step)
      assert.deepEqual(takeCounts().calls, ['find'])
    })
  }
})

describe('a commit batch in which the reply for one optimizer is lost', async () => {
  const sqlite = sqliteStore(':memory:')
  const unavailable = new Refusal({ code: 'store_unavailable', reason: 'it does not respond' })
  const { store, takeCounts } = countingStore({
    ...sqlite,
    async seal(moves) {
      await sleep(20)
      const outcomes = await sqlite.seal(moves)
      return moves.map(({ after }, place) => (after.id === 'lost' ? unavailable : outcomes[place]))
    },
  })
  const { send } = await appOn(store)
  for (const id of ['lost', 'well']) await send('PUT', `/v1/optimizers/${id}`, RUN)

  it('refuses the queued requests of that one, none of which calls the store', async () => {
    takeCounts()
    const ids = ['lost', 'well', 'lost', 'well', 'lost']
    const all = ids.map((id) => send('POST', `/v1/optimizers/${id}/steps`, { step: 1 }))
    const statuses = (await Promise.all(all)).map(({ status }) => status)
    assert.deepEqual(statuses, [503, 200, 503, 200, 503])
    assert.deepEqual(new Set(takeCounts().calls), new Set(['seal']))
  })
})

describe('an optimizer that another process removes during its slow commit', async () => {
  const sqlite = sqliteStore(':memory:')
  let delayMs = 0
  const { send } = await appOn({
    ...sqlite,
    isShared: true,
    async seal(moves) {
      const outcomes = await sqlite.seal(moves)
      await sleep(delayMs)
      return outcomes
    },
  })
  const elsewhere = await appOn({ ...sqlite, isShared: true, close: async () => {} })

  it('is not returned to requests after the removal', async () => {
    await send('PUT', '/v1/optimizers/x', RUN)
    delayMs = 1_500
    const first = send('POST', STEPS, { step: 1, generation: 1 })
    await sleep(20)
    await elsewhere.send('DELETE', '/v1/optimizers/x')
    const groups = [{ name: 'new', lr: 7 }]
    await elsewhere.send('PUT', '/v1/optimizers/x', { groups, schedulers: [] })
    delayMs = 0
    const { body } = await send('POST', STEPS, { step: 1, generation: 1 })
    assert.deepEqual(body.groups, groups)
    assert.equal((await first).status, 200)
  })
})

describe('during a commit', async () => {
  const sqlite = sqliteStore(':memory:')
  let commit = { began: Promise.withResolvers<void>(), completion: Promise.resolve() }
  const { store, takeCounts } = countingStore({
    ...sqlite,
    async seal(moves) {
      commit.began.resolve()
      await commit.completion
      return sqlite.seal(moves)
    },
  })
  const { send } = await appOn(store)
  const elsewhere = await appOn({ ...sqlite, close: async () => {} })
  await send('PUT', '/v1/optimizers/x', RUN)
  await send('POST', STEPS, { step: 1 })
  const { body: sealed } = await send('POST', STEPS, { step: 2 })

  /** Advances to a step, and runs an action before its commit completes. */
  async function meanwhile(step: number, act: () => Promise<void>): Promise<void> {
    const completion = Promise.withResolvers<void>()
    commit = { began: Promise.withResolvers(), completion: completion.promise }
    const ahead = send('POST', STEPS, { step })
    await commit.began.promise
    // Also after a failure: the app cannot close before it has responded.
    await act().finally(completion.resolve)
    assert.equal((await ahead).body.step, step)
  }

  it('a rank that is behind receives its sealed step without waiting', () =>
    meanwhile(3, async () => {
      takeCounts()
      const { body } = await send('POST', STEPS, { step: 2, generation: 1 })
      assert.deepEqual(body, sealed)
      assert.deepEqual(takeCounts().calls, [])
    }))

  it('ranks that request the step of the commit receive it', async () => {
    let others: ReturnType<typeof send>[] = []
    takeCounts()
    await meanwhile(4, async () => {
      others = [1, 2].map(() => send('POST', STEPS, { step: 4, generation: 1 }))
      await sleep(5)
    })
    for (const { body } of await Promise.all(others)) assert.equal(body.step, 4)
    assert.deepEqual(takeCounts().calls, ['seal'])
  })

  it('a request for the step of the commit is queued, and does not call the store', async () => {
    let next = Promise.resolve({} as Awaited<ReturnType<typeof send>>)
    let same = next
    takeCounts()
    await meanwhile(5, async () => {
      next = send('POST', STEPS, { step: 6 })
      same = send('POST', STEPS, { step: 5, generation: 1 })
      await sleep(5)
    })
    assert.deepEqual([(await same).body.step, (await next).body.step], [5, 6])
    assert.deepEqual(takeCounts().calls, ['seal', 'seal'])
  })

  it('ranks that request its step try again if another process was first', async () => {
    let others: ReturnType<typeof send>[] = []
    await meanwhile(7, async () => {
      others = [1, 2].map(() => send('POST', STEPS, { step: 7, generation: 1 }))
      await sleep(5)
      await elsewhere.send('POST', STEPS, { step: 9 })
    })
    for (const { body } of await Promise.all(others)) {
      assert.deepEqual([body.step, body.sealed_through], [7, 9])
    }
  })

  it('a rank without a generation waits, because another one may have been opened', async () => {
    let behind: ReturnType<typeof send> | undefined
    await meanwhile(10, async () => {
      behind = send('POST', STEPS, { step: 3 })
      const isAnswered = await Promise.race([behind.then(() => true), sleep(20, false)])
      assert.equal(isAnswered, false)
    })
    assert.equal((await behind)!.body.step, 3)
  })
})

describe('commit batches of a store with a preferred batch size', async () => {
  const sqlite = sqliteStore(':memory:')
  const sizes: number[] = []
  const { send } = await appOn({
    ...sqlite,
    preferredBatchSize: 2,
    seal(moves) {
      sizes.push(moves.length)
      return sqlite.seal(moves)
    },
  })

  it('are sent when they are full, and at the end of the tick', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    for (const id of ids) await send('PUT', `/v1/optimizers/${id}`, RUN)
    const wanted = ids.map((optimizer) => ({ optimizer, step: 3 }))
    const { body } = await send('POST', '/v1/steps', { steps: wanted })
    const results = body.results as { result: { optimizer: string; step: number } }[]
    assert.deepEqual(
      results.map(({ result: { optimizer, step } }) => ({ optimizer, step })),
      wanted,
    )
    assert.deepEqual(sizes, [2, 2, 1])
  })
})
