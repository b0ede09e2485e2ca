import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Store } from '../../../src/storage/store.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'
import { until } from '../../service.ts'

const directory = await mkdtemp(join(tmpdir(), 'lockstep-compare-'))
after(() => rm(directory, { recursive: true }))
let count = 0

/** The tables of one file, for a later time at which it has lost what was written since. */
function tablesOf(raw: DatabaseSync) {
  const tables = ['optimizer', 'input', 'history', 'generation', 'receipt']
  return tables.map((table) => [table, raw.prepare(`SELECT * FROM ${table}`).all()] as const)
}

/** An optimizer at step 5 at two processes; the store of the first one may lose what came later. */
async function run() {
  const path = join(directory, `${++count}.db`)
  const listeners: (() => void)[] = []
  const store: Store = { ...sqliteStore(path), onReconnect: (each) => void listeners.push(each) }
  const { send } = await appOn(store)
  const other = (await appOn(sqliteStore(path))).send
  const url = '/v1/optimizers/x'
  await send('PUT', url, RUN)
  await send('POST', `${url}/steps`, { step: 5 })
  const raw = new DatabaseSync(path)
  after(() => raw.close())
  let saved = tablesOf(raw)
  const save = () => void (saved = tablesOf(raw))
  /** Puts back what was saved, as a failover does, and connects again. */
  function loseAndReconnect(): void {
    raw.exec('PRAGMA foreign_keys = OFF; BEGIN')
    for (const [table, rows] of saved) {
      raw.exec(`DELETE FROM ${table}`)
      for (const row of rows) {
        const places = Object.keys(row).map(() => '?')
        raw.prepare(`INSERT INTO ${table} VALUES (${places.join()})`).run(...Object.values(row))
      }
    }
    raw.exec('COMMIT')
    listeners.forEach((listener) => listener())
  }
  return { send, other, url, save, loseAndReconnect }
}

describe('a process that has reconnected', () => {
  it('repeats seals that the store has lost, before another process can act below them', async () => {
    const { send, other, url, loseAndReconnect } = await run()
    await send('POST', `${url}/steps`, { step: 20 })
    loseAndReconnect()
    await until(async () => (await other('GET', url)).body.sealed_through === 20)
    const { body } = await other('POST', `${url}/edits`, { set: { lr: 1 }, at_step: 15 })
    assert.deepEqual([body.code, body.earliest_step], ['step_sealed', 21])
  })

  it('records a lost edit: each process refuses each rank, also one that sends no "seen"', async () => {
    const { send, other, url, loseAndReconnect } = await run()
    const edited = await send('POST', `${url}/edits`, { set: { lr: 0.5 } })
    assert.equal(edited.status, 201)
    const { seen } = (await send('POST', `${url}/steps`, { step: 6 })).body
    loseAndReconnect()
    await until(async () => (await other('POST', `${url}/steps`, { step: 6 })).status === 409)
    for (const call of [send, other]) {
      const { body } = await call('POST', `${url}/steps`, { step: 6 })
      assert.deepEqual([body.code, body.seen], ['history_regressed', seen])
      const edit = await call('POST', `${url}/edits`, { set: { lr: 0.5 } })
      assert.equal(edit.body.code, 'history_regressed')
    }
  })

  it('records it as an event, which can be read, as the generations can', async () => {
    const { send, other, url, loseAndReconnect } = await run()
    await send('POST', `${url}/edits`, { set: { lr: 0.5 } })
    const { seen } = (await send('POST', `${url}/steps`, { step: 6 })).body
    loseAndReconnect()
    await until(async () => (await other('POST', `${url}/steps`, { step: 6 })).status === 409)
    const { events } = (await other('GET', `${url}/events`)).body
    const { kind, revision, step, lost } = events.at(-1)
    assert.deepEqual([kind, revision, step, lost], ['history_regressed', 2, 6, seen])
    assert.equal((await other('GET', `${url}/generations`)).body.generations.length, 1)
    // A restarted job begins with its registration.
    assert.equal((await other('PUT', url, RUN)).status, 200)
  })

  it('ends with one opening, of a number that no lost generation had', async () => {
    const { send, other, url, loseAndReconnect } = await run()
    const lost = await send('PUT', `${url}/generations/lost`, { resume_step: 3 })
    const { seen } = (await send('POST', `${url}/steps`, { step: 4, generation: 2 })).body
    loseAndReconnect()
    await until(async () => (await other('POST', `${url}/steps`, { step: 6 })).status === 409)
    const opened = await other('PUT', `${url}/generations/next`, { resume_step: 5 })
    assert.deepEqual([opened.status, opened.body.generation, lost.body.generation], [201, 3, 2])
    for (const call of [send, other]) {
      const { body } = await call('POST', `${url}/steps`, { step: 6, seen: opened.body.seen })
      assert.deepEqual([body.generation, body.step], [3, 6])
      const zombie = await call('POST', `${url}/steps`, { step: 6, seen })
      assert.equal(zombie.body.code, 'stale_generation')
    }
  })

  it('refuses the key of a generation that has lost a change, and opens a lost one again', async () => {
    const { send, other, url, save, loseAndReconnect } = await run()
    const open = (key: string) => other('PUT', `${url}/generations/${key}`, { resume_step: 5 })
    const isRegressed = async () =>
      (await other('POST', `${url}/steps`, { step: 6 })).status === 409
    await open('first')
    save()
    await send('POST', `${url}/edits`, { set: { lr: 0.5 } })
    loseAndReconnect()
    await until(isRegressed)
    assert.equal((await open('first')).body.code, 'history_regressed')
    assert.equal((await open('second')).body.generation, 3)
    await send('GET', url)
    loseAndReconnect()
    await until(isRegressed)
    const again = await open('second')
    assert.deepEqual([again.status, again.body.generation], [201, 4])
  })

  it('refuses nothing if nothing was lost', async () => {
    const { send, other, url, loseAndReconnect } = await run()
    loseAndReconnect()
    const answers = await Promise.all([send, other].map((call) => call('GET', url)))
    assert.deepEqual(
      answers.map(({ body }) => body.revision),
      [1, 1],
    )
    assert.equal((await send('POST', `${url}/steps`, { step: 6 })).status, 200)
  })
})
