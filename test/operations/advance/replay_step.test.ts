import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store, Stored } from '../../../src/storage/store.ts'
import { appOn, RUN, withoutSeen } from '../../app.ts'
import type { ApiResponse } from '../../service.ts'
import { countingStore } from '../../http/counting_store.ts'

const STEPS = '/v1/optimizers/x/steps'

describe('ranks that are far behind', async () => {
  const sqlite = sqliteStore(':memory:')
  let began = Promise.withResolvers<void>()
  let completion = Promise.resolve()
  const { store, takeCounts } = countingStore({
    ...sqlite,
    async seal(moves) {
      began.resolve()
      await completion
      return sqlite.seal(moves)
    },
  })
  const { send } = await appOn(store)
  await send('PUT', '/v1/optimizers/x', RUN)
  const sealed: unknown[] = []
  for (let step = 0; step <= 60; step++)
    sealed.push((await send('POST', STEPS, { step })).body.groups)

  const groupsAt = async (step: number, more: object = {}) => {
    const { body } = await send('POST', STEPS, { step, generation: 1, ...more })
    return body.groups as unknown
  }

  it('receive sealed steps without waiting for a pending commit', async () => {
    const commit = Promise.withResolvers<void>()
    began = Promise.withResolvers()
    completion = commit.promise
    const ahead = send('POST', STEPS, { step: 61 })
    await began.promise
    const returned = await Promise.race([groupsAt(20), sleep(2_000, 'nothing')])
    commit.resolve()
    assert.deepEqual(returned, sealed[20])
    assert.equal((await ahead).body.step, 61)
  })

  it('by no more than four advances receive cached steps, however far apart those are', async () => {
    await send('PUT', '/v1/optimizers/far-apart', RUN)
    const url = '/v1/optimizers/far-apart/steps'
    const returned: ApiResponse[] = []
    for (const step of [4, 8, 108, 208])
      returned.push(await send('POST', url, { step, generation: 1 }))
    for (const lr of [1, 2, 3])
      await send('POST', '/v1/optimizers/far-apart/edits', { set: { lr } })
    takeCounts()
    for (const { body } of returned) {
      const again = await send('POST', url, { step: body.step, generation: 1 })
      const wanted = { ...withoutSeen(body), sealed_through: 208 }
      assert.deepEqual(withoutSeen(again.body), wanted)
    }
    assert.deepEqual(takeCounts().calls, [])
  })

  it('receive the steps after it without another call of the store', async () => {
    takeCounts()
    for (let step = 21; step <= 36; step++) assert.deepEqual(await groupsAt(step), sealed[step])
    assert.deepEqual(takeCounts().calls, [])
  })

  it('share one replay, however many requests there are', async () => {
    const all = await Promise.all([40, 40, 40, 40].map((step) => groupsAt(step)))
    for (const groups of all) assert.deepEqual(groups, sealed[40])
    const { calls } = takeCounts()
    assert.equal(calls.filter((call) => call === 'history').length, 1)
  })

  it('receive a window with the sealed values', async () => {
    const request = { step: 5, generation: 1, ahead: 10 }
    const { body } = await send('POST', STEPS, request)
    const [column] = body.ahead.groups as { lr: number[] }[]
    const rates = sealed.slice(6, 16).map((groups) => (groups as { lr: number }[])[0]!.lr)
    assert.deepEqual(column!.lr, rates)
  })

  it('of a registration that another process removed receive the values of the next one', async () => {
    const elsewhere = await appOn({ ...sqlite, close: async () => {} })
    await elsewhere.send('DELETE', '/v1/optimizers/x')
    const groups = [{ name: 'new', lr: 7 }]
    await elsewhere.send('PUT', '/v1/optimizers/x', { groups, schedulers: [] })
    await elsewhere.send('POST', STEPS, { step: 60 })
    assert.deepEqual(await groupsAt(1), groups)
  })
})

describe('ranks that are far behind, of an edited optimizer,', () => {
  const EDIT = { at_step: 5, set: { lr: 3 } }

  /** Registers an optimizer, edits it at step 5 and seals it through step 20. */
  async function edited(store: Store, maxHistory: number) {
    const { send } = await appOn(store, undefined, { maxHistory })
    await send('PUT', '/v1/optimizers/x', RUN)
    await send('POST', '/v1/optimizers/x/edits', EDIT)
    for (let step = 1; step <= 20; step++) await send('POST', STEPS, { step })
    return send
  }

  it('receive history_regressed if the store has lost the edit', async () => {
    const sqlite = sqliteStore(':memory:')
    const restoredTo: { to?: Stored } = {}
    const send = await edited(
      {
        ...sqlite,
        find: async (...args) => restoredTo.to ?? sqlite.find(...args),
        async *inputs(...args) {
          if (!restoredTo.to) yield* sqlite.inputs(...args)
        },
      },
      1_000,
    )
    const now = await sqlite.find('x')
    restoredTo.to = { ...now!, optimizer: { ...now!.optimizer, revision: 1 } }
    const { status, body } = await send('POST', STEPS, { step: 8, generation: 1 })
    assert.deepEqual([status, body.code], [409, 'history_regressed'])
  })

  it('receive step_compacted once the edit is compacted, also during the request', async () => {
    const sqlite = sqliteStore(':memory:')
    let compact: (() => Promise<void>) | undefined
    const send = await edited(
      {
        ...sqlite,
        async *inputs(...args) {
          const act = compact
          compact = undefined
          await act?.()
          yield* sqlite.inputs(...args)
        },
      },
      3,
    )
    compact = async () => {
      for (let more = 1; more <= 6; more++) {
        await send('POST', '/v1/optimizers/x/edits', { set: { momentum: more / 10 } })
        await send('POST', STEPS, { step: 1_024 * more })
      }
    }
    const { status, body } = await send('POST', STEPS, { step: 8, generation: 1 })
    assert.equal(compact, undefined)
    assert.deepEqual([status, body.code], [410, 'step_compacted'])
  })
})
