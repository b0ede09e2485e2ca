import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../../src/core/problem.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'
import { countingStore } from '../../http/counting_store.ts'

const STEPS = '/v1/optimizers/x/steps'

describe('a flight whose reply is lost', async () => {
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

  for (const [who, asked] of [
    ['are in line', { step: 2 }],
    ['wait for that step', { step: 3, generation: 1 }],
  ] as const) {
    it(`is told to all who ${who}, none of whom asks the store once more`, async () => {
      isLost = true
      taken()
      const all = await Promise.all([1, 2, 3].map(() => ask('POST', STEPS, asked)))
      assert.deepEqual(
        all.map(({ status }) => status),
        [503, 503, 503],
      )
      assert.deepEqual(taken().calls, ['seal'])
    })

    it('leaves what it wrote in doubt, which the store is asked for', async () => {
      isLost = false
      const { body } = await ask('POST', STEPS, { step: asked.step })
      assert.equal(body.sealed_through, asked.step)
      assert.deepEqual(taken().calls, ['find'])
    })
  }
})

describe('a flight of which one optimizer is lost', async () => {
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

  it('is told to those in line for that one, none of whom asks the store', async () => {
    taken()
    const asked = ['lost', 'well', 'lost', 'well', 'lost']
    const all = asked.map((id) => ask('POST', `/v1/optimizers/${id}/steps`, { step: 1 }))
    const told = (await Promise.all(all)).map(({ status }) => status)
    assert.deepEqual(told, [503, 200, 503, 200, 503])
    assert.deepEqual(new Set(taken().calls), new Set(['seal']))
  })
})

describe('an optimizer that is removed elsewhere while its flight takes long', async () => {
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

  it('is not told of to whoever asks after it has been removed', async () => {
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

describe('while an optimizer is in flight', async () => {
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

  /** Has a step sealed, and does something before that is done. */
  async function meanwhile(step: number, act: () => Promise<void>): Promise<void> {
    const landing = Promise.withResolvers<void>()
    flight = { left: Promise.withResolvers(), landing: landing.promise }
    const ahead = ask('POST', STEPS, { step })
    await flight.left.promise
    // Whatever comes of it: an app is not closed before it has answered.
    await act().finally(landing.resolve)
    assert.equal((await ahead).body.step, step)
  }

  it('a rank that is behind is told its sealed step, and does not wait', () =>
    meanwhile(3, async () => {
      taken()
      const { body } = await ask('POST', STEPS, { step: 2, generation: 1 })
      assert.deepEqual(body, sealed)
      assert.deepEqual(taken().calls, [])
    }))

  it('ranks that ask for the step that is being sealed are told it', async () => {
    let others: ReturnType<typeof ask>[] = []
    taken()
    await meanwhile(4, async () => {
      others = [1, 2].map(() => ask('POST', STEPS, { step: 4, generation: 1 }))
      await sleep(5)
    })
    for (const { body } of await Promise.all(others)) assert.equal(body.step, 4)
    assert.deepEqual(taken().calls, ['seal'])
  })

  it('a request for the step that is being sealed is queued, and asks the store no more', async () => {
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

  it('and where another process was first, ask again', async () => {
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

  it('a rank that names no generation waits: another may have been opened', async () => {
    let behind: ReturnType<typeof ask> | undefined
    await meanwhile(10, async () => {
      behind = ask('POST', STEPS, { step: 3 })
      const isTold = await Promise.race([behind.then(() => true), sleep(20, false)])
      assert.equal(isTold, false)
    })
    assert.equal((await behind)!.body.step, 3)
  })
})

describe('flights of a store that likes so many at once', async () => {
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

  it('leave when they are full, and with the turn', async () => {
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
