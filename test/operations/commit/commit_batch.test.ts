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
  const away = new Refusal({ code: 'store_unavailable', reason: 'it does not answer' })
  let isLost = false
  const { store, taken } = countingStore({
    ...sqlite,
    async seal(moves) {
      const outcomes = await sqlite.seal(moves)
      if (!isLost) return outcomes
      await sleep(20)
      return moves.map(() => away)
    },
  })
  const { ask } = await appOn(store)
  await ask('PUT', '/v1/optimizers/x', RUN)
  await ask('POST', STEPS, { step: 1 })

  for (const [which, request] of [
    ['are queued', { step: 2 }],
    ['wait for its step', { step: 3, generation: 1 }],
  ] as const) {
    it(`refuses all requests that ${which}, none of which calls the store again`, async () => {
      isLost = true
      taken()
      const all = await Promise.all([1, 2, 3].map(() => ask('POST', STEPS, request)))
      assert.deepEqual(
        all.map(({ status }) => status),
        [503, 503, 503],
      )
      assert.deepEqual(taken().calls, ['seal'])
    })

    it('makes the cached state uncertain, so that the next request reads the store', async () => {
      isLost = false
      const { body } = await ask('POST', STEPS, { step: request.step })
      assert.equal(body.sealed_through, request.step)
      assert.deepEqual(taken().calls, ['find'])
    })
  }
})

describe('a commit batch in which the reply for one optimizer is lost', async () => {
  const sqlite = sqliteStore(':memory:')
  const away = new Refusal({ code: 'store_unavailable', reason: 'it does not answer' })
  const { store, taken } = countingStore({
    ...sqlite,
    async seal(moves) {
      await sleep(20)
      const outcomes = await sqlite.seal(moves)
      return moves.map(({ after }, place) => (after.id === 'lost' ? away : outcomes[place]))
    },
  })
  const { ask } = await appOn(store)
  for (const id of ['lost', 'well']) await ask('PUT', `/v1/optimizers/${id}`, RUN)

  it('refuses the queued requests of that one, none of which calls the store', async () => {
    taken()
    const ids = ['lost', 'well', 'lost', 'well', 'lost']
    const all = ids.map((id) => ask('POST', `/v1/optimizers/${id}/steps`, { step: 1 }))
    const statuses = (await Promise.all(all)).map(({ status }) => status)
    assert.deepEqual(statuses, [503, 200, 503, 200, 503])
    assert.deepEqual(new Set(taken().calls), new Set(['seal']))
  })
})

describe('an optimizer that another process removes during its slow commit', async () => {
  const sqlite = sqliteStore(':memory:')
  let delayMs = 0
  const { ask } = await appOn({
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
    await ask('PUT', '/v1/optimizers/x', RUN)
    delayMs = 1_500
    const first = ask('POST', STEPS, { step: 1, generation: 1 })
    await sleep(20)
    await elsewhere.ask('DELETE', '/v1/optimizers/x')
    const groups = [{ name: 'new', lr: 7 }]
    await elsewhere.ask('PUT', '/v1/optimizers/x', { groups, schedulers: [] })
    delayMs = 0
    const { body } = await ask('POST', STEPS, { step: 1, generation: 1 })
    assert.deepEqual(body.groups, groups)
    assert.equal((await first).status, 200)
  })
})

describe('during a commit', async () => {
  const sqlite = sqliteStore(':memory:')
  let flight = { left: Promise.withResolvers<void>(), landing: Promise.resolve() }
  const { store, taken } = countingStore({
    ...sqlite,
    async seal(moves) {
      flight.left.resolve()
      await flight.landing
      return sqlite.seal(moves)
    },
  })
  const { ask } = await appOn(store)
  const elsewhere = await appOn({ ...sqlite, close: async () => {} })
  await ask('PUT', '/v1/optimizers/x', RUN)
  await ask('POST', STEPS, { step: 1 })
  const { body: sealed } = await ask('POST', STEPS, { step: 2 })

  /** Advances to a step, and runs an action before its commit completes. */
  async function meanwhile(step: number, act: () => Promise<void>): Promise<void> {
    const landing = Promise.withResolvers<void>()
    flight = { left: Promise.withResolvers(), landing: landing.promise }
    const ahead = ask('POST', STEPS, { step })
    await flight.left.promise
    // Also after a failure: the app cannot close before it has responded.
    await act().finally(landing.resolve)
    assert.equal((await ahead).body.step, step)
  }

  it('a rank that is behind receives its sealed step without waiting', () =>
    meanwhile(3, async () => {
      taken()
      const { body } = await ask('POST', STEPS, { step: 2, generation: 1 })
      assert.deepEqual(body, sealed)
      assert.deepEqual(taken().calls, [])
    }))

  it('ranks that request the step of the commit receive it', async () => {
    let others: ReturnType<typeof ask>[] = []
    taken()
    await meanwhile(4, async () => {
      others = [1, 2].map(() => ask('POST', STEPS, { step: 4, generation: 1 }))
      await sleep(5)
    })
    for (const { body } of await Promise.all(others)) assert.equal(body.step, 4)
    assert.deepEqual(taken().calls, ['seal'])
  })

  it('a request for the step of the commit is queued, and does not call the store', async () => {
    let next = Promise.resolve({} as Awaited<ReturnType<typeof ask>>)
    let same = next
    taken()
    await meanwhile(5, async () => {
      next = ask('POST', STEPS, { step: 6 })
      same = ask('POST', STEPS, { step: 5, generation: 1 })
      await sleep(5)
    })
    assert.deepEqual([(await same).body.step, (await next).body.step], [5, 6])
    assert.deepEqual(taken().calls, ['seal', 'seal'])
  })

  it('ranks that request its step try again if another process was first', async () => {
    let others: ReturnType<typeof ask>[] = []
    await meanwhile(7, async () => {
      others = [1, 2].map(() => ask('POST', STEPS, { step: 7, generation: 1 }))
      await sleep(5)
      await elsewhere.ask('POST', STEPS, { step: 9 })
    })
    for (const { body } of await Promise.all(others)) {
      assert.deepEqual([body.step, body.sealed_through], [7, 9])
    }
  })

  it('a rank without a generation waits, because another one may have been opened', async () => {
    let behind: ReturnType<typeof ask> | undefined
    await meanwhile(10, async () => {
      behind = ask('POST', STEPS, { step: 3 })
      const isAnswered = await Promise.race([behind.then(() => true), sleep(20, false)])
      assert.equal(isAnswered, false)
    })
    assert.equal((await behind)!.body.step, 3)
  })
})

describe('commit batches of a store with a preferred batch size', async () => {
  const sqlite = sqliteStore(':memory:')
  const sizes: number[] = []
  const { ask } = await appOn({
    ...sqlite,
    preferredBatchSize: 2,
    seal(moves) {
      sizes.push(moves.length)
      return sqlite.seal(moves)
    },
  })

  it('are sent when they are full, and at the end of the tick', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    for (const id of ids) await ask('PUT', `/v1/optimizers/${id}`, RUN)
    const wanted = ids.map((optimizer) => ({ optimizer, step: 3 }))
    const { body } = await ask('POST', '/v1/steps', { steps: wanted })
    const results = body.results as { result: { optimizer: string; step: number } }[]
    assert.deepEqual(
      results.map(({ result: { optimizer, step } }) => ({ optimizer, step })),
      wanted,
    )
    assert.deepEqual(sizes, [2, 2, 1])
  })
})
