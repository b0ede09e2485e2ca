import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../app.ts'

const directory = await mkdtemp(join(tmpdir(), 'lockstep-seen-'))
after(() => rm(directory, { recursive: true, force: true }))
const path = join(directory, 'primary.db')
const primary = await appOn(sqliteStore(path))
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', every: 10 }
let count = 0

type App = Awaited<ReturnType<typeof appOn>>

/** The functions that call an optimizer on an instance. */
function callsOf({ send }: App, url: string) {
  return {
    send,
    url,
    step: (body: object) => send('POST', `${url}/steps`, body),
    edit: (body: object) => send('POST', `${url}/edits`, body),
    resume: (body: object) => send('PUT', `${url}/generations/next`, body),
    read: async () => (await send('GET', url)).body,
  }
}

/** A new optimizer at step 5, and a function that returns a store without the later changes. */
async function run(body: object = RUN) {
  const url = `/v1/optimizers/seen-${++count}`
  await primary.send('PUT', url, body)
  const before = callsOf(primary, url)
  await before.step({ step: 5 })
  const copy = join(directory, `replica-${count}.db`)
  const database = new DatabaseSync(path)
  database.exec(`VACUUM INTO '${copy}'`)
  database.close()
  return { ...before, failover: async () => callsOf(await appOn(sqliteStore(copy)), url) }
}

describe('a store that has lost seals', () => {
  it('writes them again first, with the same values', async () => {
    const { step, failover } = await run()
    const { body } = await step({ step: 20, ahead: 10 })
    const seen = { revision: 1, sealed_through: 30 }
    const after = await failover()
    assert.deepEqual((await after.step({ step: 20, ahead: 10, seen })).body, body)
    assert.equal((await after.read()).sealed_through, 30)
  })

  it('refuses an edit at a seen step', async () => {
    const { step, failover } = await run()
    await step({ step: 20 })
    const { edit } = await failover()
    const seen = { revision: 1, sealed_through: 20 }
    const refused = await edit({ set: { lr: 1 }, at_step: 10, seen })
    assert.deepEqual([refused.body.code, refused.body.earliest_step], ['step_sealed', 21])
    assert.equal((await edit({ set: { lr: 1 }, seen })).body.step, 21)
  })

  it('applies a metric for a seen step at the next one', async () => {
    const { step, failover } = await run({ ...RUN, schedulers: [{ ...PLATEAU, every: undefined }] })
    await step({ step: 20 })
    const { send, url } = await failover()
    const seen = { revision: 1, sealed_through: 20 }
    const { body } = await send('PUT', `${url}/metrics/loss/7/0`, { value: 1, seen })
    assert.equal(body.effective_step, 21)
  })

  it('resumes at a seen step', async () => {
    const { step, failover } = await run()
    await step({ step: 20 })
    const { resume } = await failover()
    assert.equal((await resume({ resume_step: 15 })).body.code, 'resume_ahead')
    const seen = { revision: 1, sealed_through: 20 }
    assert.equal((await resume({ resume_step: 15, seen })).status, 201)
  })

  it('refuses a "seen" far beyond the limit', async () => {
    const { failover } = await run()
    const { step } = await failover()
    const { body } = await step({ step: 6, seen: { revision: 1, sealed_through: 10 ** 12 } })
    assert.equal(body.code, 'step_ahead')
  })
})

describe('a store that has lost inputs', () => {
  const seen = { revision: 2, sealed_through: 20 }

  it('is detected by any request of a client that has seen them', async () => {
    const { step, edit, failover } = await run()
    await edit({ set: { lr: 1 }, at_step: 15 })
    await step({ step: 20 })
    const after = await failover()
    const before = await after.read()
    for (const { status, body } of [
      await after.step({ step: 6, seen }),
      await after.step({ step: 3, seen }),
      await after.edit({ set: { lr: 1 }, seen }),
      await after.resume({ resume_step: 3, seen }),
    ]) {
      assert.deepEqual([status, body.code], [409, 'history_regressed'])
      assert.deepEqual([body.revision, body.sealed_through, body.seen], [1, 5, seen])
    }
    assert.deepEqual(await after.read(), before)
  })

  it('continues in a new generation, without them', async () => {
    const { step, edit, failover } = await run()
    await edit({ set: { lr: 1 }, at_step: 15 })
    await step({ step: 20 })
    const after = await failover()
    assert.equal((await after.resume({ resume_step: 4 })).status, 201)
    assert.equal(
      (await after.step({ step: 15, generation: 2 })).body.groups[0].lr,
      0.010000000000000002,
    )
  })

  it('is detected if an awaited metric is lost', async () => {
    const { step, failover } = await run({ ...RUN, schedulers: [PLATEAU] })
    await step({ step: 10, metrics: { loss: 1 } })
    const after = await failover()
    const { body } = await after.step({ step: 6, seen: { revision: 1, sealed_through: 10 } })
    assert.equal(body.code, 'history_regressed')
  })
})

describe('an input that was accepted below a lost seal', () => {
  it('is detected by a client that has seen the seal', async () => {
    const { step, failover } = await run()
    await step({ step: 20 })
    const after = await failover()
    assert.equal((await after.edit({ set: { lr: 1 }, at_step: 10 })).status, 201)
    const seen = { revision: 1, sealed_through: 20 }
    assert.equal((await after.step({ step: 20, seen })).body.code, 'history_regressed')
    assert.equal((await after.read()).sealed_through, 5)
  })
})

describe('the "seen" of a trainer', () => {
  it('has no effect if the store is not behind it', async () => {
    const { step, edit } = await run()
    await edit({ set: { lr: 1 }, at_step: 9 })
    const { body } = await step({ step: 20 })
    const seen = { revision: 2, sealed_through: 20 }
    assert.deepEqual((await step({ step: 20, seen })).body, body)
    assert.deepEqual((await step({ step: 21, seen })).body.sealed_through, 21)
  })
})
