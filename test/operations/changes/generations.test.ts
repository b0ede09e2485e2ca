import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'

const RESTARTS = 60
const STEPS_PER_GENERATION = 4_096
const REWIND = 1_500

describe('a job with many restarts', async () => {
  const store = sqliteStore(':memory:')
  // Nothing is cached, so every old step is replayed.
  const { send } = await appOn(store, undefined, { cacheSize: 0 })
  const url = '/v1/optimizers/restarted'
  const schedulers = [{ type: 'ExponentialLR', gamma: 0.9999 }]
  await send('PUT', url, { ...RUN, schedulers })
  const advance = async (step: number) => (await send('POST', `${url}/steps`, { step })).body.groups
  /** The returned values of each generation, for steps that later ones inherit and for others. */
  const returned: Map<number, unknown>[] = []
  let sealed = 0
  for (let generation = 1; generation <= RESTARTS; generation++) {
    const own = new Map<number, unknown>()
    for (const step of [1, 700, 2_000, STEPS_PER_GENERATION - 5, STEPS_PER_GENERATION]) {
      own.set(sealed + step, await advance(sealed + step))
    }
    returned.push(own)
    const resume_step = sealed + STEPS_PER_GENERATION - REWIND
    await send('PATCH', `${url}/groups/head`, { lr: 1 / generation })
    await send('PUT', `${url}/generations/${generation}`, { resume_step })
    sealed = resume_step
  }

  it('keeps a bounded number of snapshots, plus one for each generation', async () => {
    const stored = (await store.find('restarted'))!
    const numbers = Array.from({ length: RESTARTS }, (_, index) => index + 2)
    const { snapshots } = await store.history(stored, numbers)
    assert.ok(snapshots.length <= RESTARTS + 2 * 32, `${snapshots.length}`)
    assert.ok(snapshots.length > RESTARTS, `${snapshots.length}`)
    assert.ok((await store.history(stored)).snapshots.length <= 2 * 32)
  })

  it('has every returned step, with those of abandoned branches', async () => {
    for (const [index, own] of returned.entries()) {
      const end = (index + 1) * (STEPS_PER_GENERATION - REWIND)
      for (const [step, groups] of own) {
        if (step >= end) continue
        assert.deepEqual((await send('GET', `${url}/lr?step=${step}`)).body.groups, groups)
      }
    }
    for (const parent of [1, 2, 30, 59]) {
      const [step, groups] = [...returned[parent - 1]!].at(-2)!
      const back = { resume_step: step, parent }
      const { status, body } = await send('PUT', `${url}/generations/back-${parent}`, back)
      assert.deepEqual([status, body.groups], [201, groups])
    }
  })
})
