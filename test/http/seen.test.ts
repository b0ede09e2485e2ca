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

/** A `seen` with another sealed step. */
const sealedThrough = (seen: string, step: number) => {
  const parts = seen.split('.')
  return [...parts.slice(0, 3), step, ...parts.slice(4)].join('.')
}

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
  const { seen: seenAt5 } = (await before.step({ step: 5 })).body
  const copy = join(directory, `replica-${count}.db`)
  const database = new DatabaseSync(path)
  database.exec(`VACUUM INTO '${copy}'`)
  database.close()
  return { ...before, seenAt5, failover: async () => callsOf(await appOn(sqliteStore(copy)), url) }
}

describe('a store that has lost seals', () => {
  it('writes them again first, with the same values', async () => {
    const { step, failover } = await run()
    const { body } = await step({ step: 20, ahead: 10 })
    const after = await failover()
    const again = await after.step({ step: 20, ahead: 10, seen: body.seen })
    assert.deepEqual(again.body, body)
    assert.equal((await after.read()).sealed_through, 30)
  })

  it('refuses an edit at a seen step', async () => {
    const { step, failover } = await run()
    const { seen } = (await step({ step: 20 })).body
    const { edit } = await failover()
    const refused = await edit({ set: { lr: 1 }, at_step: 10, seen })
    assert.deepEqual([refused.body.code, refused.body.earliest_step], ['step_sealed', 21])
    assert.equal((await edit({ set: { lr: 1 }, seen })).body.step, 21)
  })

  it('applies a metric for a seen step at the next one', async () => {
    const { step, failover } = await run({ ...RUN, schedulers: [{ ...PLATEAU, every: undefined }] })
    const { seen } = (await step({ step: 20 })).body
    const { send, url } = await failover()
    const { body } = await send('PUT', `${url}/metrics/loss/7/0`, { value: 1, seen })
    assert.equal(body.effective_step, 21)
  })

  it('resumes at a seen step', async () => {
    const { step, failover } = await run()
    const { seen } = (await step({ step: 20 })).body
    const { resume } = await failover()
    assert.equal((await resume({ resume_step: 15 })).body.code, 'resume_ahead')
    assert.equal((await resume({ resume_step: 15, seen })).status, 201)
  })

  it('refuses a "seen" far beyond the limit', async () => {
    const { failover, seenAt5 } = await run()
    const { step } = await failover()
    const { body } = await step({ step: 6, seen: sealedThrough(seenAt5, 10 ** 12) })
    assert.equal(body.code, 'step_ahead')
  })
})

describe('a store that has lost inputs', () => {
  it('is detected by any request of a client that has seen them', async () => {
    const { step, edit, failover } = await run()
    await edit({ set: { lr: 1 }, at_step: 15 })
    const { seen } = (await step({ step: 20 })).body
    const after = await failover()
    const before = await after.read()
    for (const { status, body } of [
      await after.step({ step: 6, seen }),
      await after.step({ step: 3, seen }),
      await after.edit({ set: { lr: 1 }, seen }),
    ]) {
      assert.deepEqual([status, body.code], [409, 'history_regressed'])
      assert.deepEqual([body.revision, body.sealed_through, body.seen], [1, 5, seen])
    }
    assert.deepEqual(await after.read(), before)
  })

  it('continues in a new generation, without them', async () => {
    const { step, edit, failover } = await run()
    await edit({ set: { lr: 1 }, at_step: 15 })
    await edit({ set: { lr: 2 }, at_step: 16 })
    const { seen } = (await step({ step: 20 })).body
    const after = await failover()
    const opened = await after.resume({ resume_step: 4, seen })
    assert.equal(opened.status, 201)
    assert.equal(
      (await after.step({ step: 15, seen: opened.body.seen })).body.groups[0].lr,
      0.010000000000000002,
    )
    const { body: stale } = await after.step({ step: 16, seen })
    assert.deepEqual([stale.code, stale.current_generation], ['stale_generation', 2])
  })

  it('is detected if an awaited metric is lost', async () => {
    const { step, failover, seenAt5 } = await run({ ...RUN, schedulers: [PLATEAU] })
    await step({ step: 10, metrics: { loss: 1 } })
    const after = await failover()
    const { body } = await after.step({ step: 6, seen: sealedThrough(seenAt5, 10) })
    assert.equal(body.code, 'history_regressed')
  })
})

describe('an input that was accepted below a lost seal', () => {
  it('is detected by a client that has seen the seal', async () => {
    const { step, failover } = await run()
    const { seen } = (await step({ step: 20 })).body
    const after = await failover()
    assert.equal((await after.edit({ set: { lr: 1 }, at_step: 10 })).status, 201)
    assert.equal((await after.step({ step: 20, seen })).body.code, 'history_regressed')
    assert.equal((await after.read()).sealed_through, 5)
  })
})

describe('an input that was accepted below a lost seal, and has acted', () => {
  it('is detected by a client that has seen the seal, before and after the seal is reached', async () => {
    const { step, failover } = await run()
    const { seen } = (await step({ step: 20 })).body
    const after = await failover()
    const { seen: known } = (await after.edit({ set: { lr: 1 }, at_step: 10 })).body
    for (const reached of [15, 30]) {
      const { seen: last } = (await after.step({ step: reached, seen: known })).body
      assert.equal((await after.step({ step: 21, seen })).body.code, 'history_regressed')
      assert.equal((await after.step({ step: reached, seen: last })).status, 200)
    }
    const { body } = await after.step({ step: 31, seen: known })
    assert.equal(body.step, 31)
  })
})

describe('an input in the place of a lost one', () => {
  it('is detected by a client that has seen the lost one', async () => {
    const { step, edit, failover } = await run()
    await edit({ set: { lr: 0.5 }, at_step: 15 })
    const { seen } = (await step({ step: 20 })).body
    const after = await failover()
    assert.equal((await after.edit({ set: { lr: 0.9 }, at_step: 15 })).body.revision, 2)
    await after.step({ step: 20 })
    for (const step of [20, 21]) {
      assert.equal((await after.step({ step, seen })).body.code, 'history_regressed')
    }
    // Also once a further input is there, so that the revision is an earlier one.
    await after.edit({ set: { lr: 0.8 } })
    await after.step({ step: 25 })
    assert.equal((await after.step({ step: 20, seen })).body.code, 'history_regressed')
  })

  it('is none where the same change is made again', async () => {
    const { step, edit, failover } = await run()
    await edit({ set: { lr: 0.5 }, at_step: 15 })
    const { body } = await step({ step: 20 })
    const after = await failover()
    await after.edit({ set: { lr: 0.5 }, at_step: 15, reason: 'lost before' })
    assert.deepEqual((await after.step({ step: 20, seen: body.seen })).body, body)
  })

  it('is detected if the lost one opened a generation of the same number', async () => {
    const { step, send, url, failover } = await run()
    await send('PUT', `${url}/generations/x`, { resume_step: 4 })
    const { seen } = (await step({ step: 16 })).body
    const after = await failover()
    await after.send('PUT', `${url}/generations/y`, { resume_step: 3 })
    const { body } = await after.step({ step: 16, generation: 2, seen })
    assert.equal(body.code, 'history_regressed')
    assert.equal((await after.read()).sealed_through, 3)
  })

  it('is detected if the lost one opened a later generation', async () => {
    const { step, send, url, failover } = await run()
    await send('PUT', `${url}/generations/x`, { resume_step: 4 })
    const { seen } = (await step({ step: 16 })).body
    const after = await failover()
    assert.equal((await after.step({ step: 16, seen })).body.code, 'history_regressed')
  })
})

describe('the "seen" of a trainer', () => {
  it('is of one generation: after a rewind, that of before seals nothing', async () => {
    const { step, resume, read } = await run()
    const { seen } = (await step({ step: 50 })).body
    await resume({ resume_step: 10 })
    const { status, body } = await step({ step: 11, seen })
    assert.deepEqual([status, body.code], [409, 'stale_generation'])
    assert.equal((await read()).sealed_through, 10)
  })

  it('is in the answer to every call that a trainer sends', async () => {
    const { step, resume, send, url } = await run({ ...RUN, schedulers: [PLATEAU] })
    const answers = [
      await step({ step: 7 }),
      await step({ step: 8, ahead: 1 }),
      await step({ step: 12 }),
      await send('PUT', `${url}/metrics/loss/10/0`, { value: 1 }),
      await resume({ resume_step: 8 }),
    ]
    for (const { body } of answers) assert.match(body.seen, /^s1\./)
    const batch = await send('POST', '/v1/steps', {
      steps: [{ optimizer: url.split('/').at(-1), step: 8 }],
    })
    assert.equal(batch.body.results[0].result.seen, answers.at(-1)!.body.seen)
  })

  it('is refused if it is not what was given, and never taken for none', async () => {
    const { step, seenAt5: seen } = await run()
    const other = await run()
    for (const [given, says] of [
      [
        seen.slice(0, -1),
        /given "s1\..*", wanted the text "seen" of the last answer.*open a generation/,
      ],
      [seen.slice(1), /wanted the text "seen"/],
      ['', /given "", wanted the text "seen"/],
      [seen.replace('s1', 's2'), /wanted the text "seen"/],
      [other.seenAt5, /given that of another optimizer, wanted/],
      [
        { revision: 1, sealed_through: 5 },
        /given an object, wanted the text "seen" of the last answer/,
      ],
      [5, /given 5, wanted the text "seen"/],
    ] as const) {
      const { status, body } = await step({ step: 6, seen: given })
      assert.deepEqual([status, body.errors[0].pointer], [400, '/seen'])
      assert.match(body.errors[0].detail, says)
    }
  })

  it('has no effect if the store is not behind it', async () => {
    const { step, edit } = await run()
    await edit({ set: { lr: 1 }, at_step: 9 })
    const { body } = await step({ step: 20 })
    const { seen } = body
    assert.deepEqual((await step({ step: 20, seen })).body, body)
    assert.deepEqual((await step({ step: 21, seen })).body.sealed_through, 21)
  })
})
