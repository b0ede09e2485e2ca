import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Refusal } from '../../../src/core/problem.ts'
import { openDatabase } from '../../../src/storage/sqlite/database.ts'
import { find } from '../../../src/storage/sqlite/reads.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { create } from '../../../src/storage/sqlite/writes.ts'
import { describeStore } from '../contract.ts'
import { accepting, edit, registered } from '../optimizers.ts'
import { allOf } from '../store_fixture.ts'

const directory = await mkdtemp(join(tmpdir(), 'lockstep-sqlite-'))
after(() => rm(directory, { recursive: true }))

describeStore('SQLite', async () => sqliteStore(join(directory, 'lockstep.db')))

describe('a SQLite file', () => {
  it('of another format is refused', () => {
    const path = join(directory, 'old.db')
    const old = new DatabaseSync(path)
    old.exec('CREATE TABLE optimizer (id TEXT)')
    old.close()
    assert.throws(() => sqliteStore(path), /old\.db: its format is 0, wanted 4 or 5 or 6:/)
  })

  it('has the same contents when it is opened again', async () => {
    const path = join(directory, 'again.db')
    const first = sqliteStore(path)
    const { optimizer } = (await first.create(registered()))!
    await first.close()
    const second = sqliteStore(path)
    assert.ok(await second.find(optimizer.id))
    await second.close()
  })

  it('lets other callbacks run while many changes are read', async () => {
    const store = sqliteStore(':memory:')
    after(() => store.close())
    const before = (await store.create(registered()))!
    const all = accepting(before.optimizer, ...Array.from({ length: 5_000 }, (_, n) => edit(n)))
    const stored = (await store.commit({ before, after: all, inputs: all.pending }))!
    let turns = 0
    let isRead = false
    const read = allOf(store.changes(stored)).finally(() => (isRead = true))
    for (; !isRead; turns++) await new Promise(setImmediate)
    assert.deepEqual(await read, all.pending)
    assert.ok(turns >= 5_000 / 500, `${turns}`)
  })

  it('that is full refuses as an unavailable store, with nothing written', () => {
    const { sql, writeTransaction, close } = openDatabase(join(directory, 'full.db'))
    sql('PRAGMA max_page_count = 40').get()
    const labels = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`label${index}`, 'x'.repeat(60)]),
    )
    let made = 0
    const fill = () => {
      for (; made < 1_000; made++)
        writeTransaction(() => create(sql, registered({ id: `o${made}`, labels })))
    }
    assert.throws(fill, isFull)
    assert.ok(made > 0)
    assert.equal(find(sql, `o${made}`), undefined)
    assert.ok(find(sql, `o${made - 1}`))
    close()
  })
})

const isFull = (error: unknown): boolean =>
  error instanceof Refusal &&
  error.problem.code === 'store_unavailable' &&
  /full/.test(error.problem.reason)
