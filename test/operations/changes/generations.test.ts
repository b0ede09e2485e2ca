import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'

const RESTARTS = 60
const STRIDE = 4_096
const BACK = 1_500

describe('a job with many restarts', async () => {
  const store = sqliteStore(':memory:')
  // Nothing is cached, so every old step is replayed.
  const { ask } = await appOn(store, undefined, { numbers: 0 })
  const url = '/v1/optimizers/restarted'
  const schedulers = [{ type: 'ExponentialLR', gamma: 0.9999 }]
  await ask('PUT', url, { ...RUN, schedulers })
  const advance = async (step: number) => (await ask('POST', `${url}/steps`, { step })).body.groups
  /** The returned values of each generation, for steps that later ones inherit and for others. */
  const told: Map<number, unknown>[] = []
  let sealed = 0
  for (let generation = 1; generation <= RESTARTS; generation++) {
    const own = new Map<number, unknown>()
    for (const step of [1, 700, 2_000, STRIDE - 5, STRIDE]) {
      own.set(sealed + step, await advance(sealed + step))
    }
    told.push(own)
    const resume_step = sealed + STRIDE - BACK
    await ask('PATCH', `${url}/groups/head`, { lr: 1 / generation })
    await ask('PUT', `${url}/generations/${generation}`, { resume_step })
    sealed = resume_step
  }

  it('keeps a bounded number of snapshots, plus one for each generation', async () => {
    const { snapshots } = await store.history((await store.find('restarted'))!)
    assert.ok(snapshots.length <= RESTARTS + 2 * 32, `${snapshots.length}`)
    assert.ok(snapshots.length > RESTARTS, `${snapshots.length}`)
  })

  it('has every returned step, with those of abandoned branches', async () => {
    for (const [index, own] of told.entries()) {
      const end = (index + 1) * (STRIDE - BACK)
      for (const [step, groups] of own) {
        if (step >= end) continue
        assert.deepEqual((await ask('GET', `${url}/lr?step=${step}`)).body.groups, groups)
      }
    }
    for (const parent of [1, 2, 30, 59]) {
      const [step, groups] = [...told[parent - 1]!].at(-2)!
      const back = { resume_step: step, parent }
      const { status, body } = await ask('PUT', `${url}/generations/back-${parent}`, back)
      assert.deepEqual([status, body.groups], [201, groups])
    }
  })
})
