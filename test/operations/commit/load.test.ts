import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'

const directory = await mkdtemp(join(tmpdir(), 'lockstep-lost-'))
after(() => rm(directory, { recursive: true }))

function insert(raw: DatabaseSync, table: string, values: SQLOutputValue[]): void {
  const places = values.map(() => '?').join()
  raw.prepare(`INSERT INTO ${table} VALUES (${places})`).run(...values)
}

describe('a process whose store loses a seal', () => {
  let count = 0

  /** One optimizer in a file, and functions that save and restore the contents of the file. */
  async function run() {
    const path = join(directory, `${++count}.db`)
    const { send } = await appOn(sqliteStore(path))
    await send('PUT', '/v1/optimizers/x', RUN)
    const raw = new DatabaseSync(path)
    const rowsOf = (table: string) => raw.prepare(`SELECT * FROM ${table}`).all()
    const saved = () => ({
      optimizer: rowsOf('optimizer')[0]!,
      parts: ['input', 'history', 'generation'].map((table) => [table, rowsOf(table)] as const),
    })
    function restore({ optimizer: { header, moving, plan }, parts }: ReturnType<typeof saved>) {
      raw
        .prepare('UPDATE optimizer SET header = ?, moving = ?, plan = ?')
        .run(header!, moving!, plan!)
      for (const [table, rows] of parts) {
        raw.exec(`DELETE FROM ${table}`)
        for (const row of rows) insert(raw, table, Object.values(row))
      }
    }
    after(() => raw.close())
    const another = async () => (await appOn(sqliteStore(path))).send
    return { send, another, saved, putBack: restore }
  }

  it('writes the inputs that acted in it with the next commit', async () => {
    const { send, another, saved, putBack } = await run()
    const edit = { groups: ['head'], set: { lr: 7, momentum: 0.1 }, at_step: 8 }
    await send('POST', '/v1/optimizers/x/edits', edit)
    await send('POST', '/v1/optimizers/x/groups?at_step=8', { name: 'neck', lr: 1 })
    const before = saved()
    await send('POST', '/v1/optimizers/x/steps', { step: 9 })
    putBack(before)
    await send('GET', '/v1/optimizers/x')
    const { body } = await send('POST', '/v1/optimizers/x/steps', { step: 10 })
    const other = await another()
    const again = await other('POST', '/v1/optimizers/x/steps', { step: 10 })
    assert.deepEqual(again.body, body)
    assert.equal(body.groups[1].momentum, 0.1)
  })

  it('keeps the cursor', async () => {
    const { send, saved, putBack } = await run()
    const before = saved()
    await send('POST', '/v1/optimizers/x/steps', { step: 6, ahead: 50 })
    putBack(before)
    const { body } = await send('GET', '/v1/optimizers/x')
    assert.deepEqual([body.step, body.sealed_through], [6, 56])
    assert.equal((await send('POST', '/v1/optimizers/x/steps', {})).body.step, 7)
  })

  it('seals again if the next step is the first to detect the loss', async () => {
    const { send, another, saved, putBack } = await run()
    const before = saved()
    await send('POST', '/v1/optimizers/x/steps', { step: 56 })
    putBack(before)
    const { body } = await send('POST', '/v1/optimizers/x/steps', {})
    assert.equal(body.step, 57)
    const other = await another()
    assert.deepEqual((await other('POST', '/v1/optimizers/x/steps', { step: 57 })).body, body)
  })

  it('refuses the next step if an input was lost too', async () => {
    const { send, saved, putBack } = await run()
    const before = saved()
    await send('POST', '/v1/optimizers/x/edits', { set: { lr: 7 }, at_step: 8 })
    await send('POST', '/v1/optimizers/x/steps', { step: 9 })
    putBack(before)
    const { status, body } = await send('POST', '/v1/optimizers/x/steps', { step: 10 })
    assert.deepEqual([status, body.code, body.seen.split('.')[2]], [409, 'history_regressed', '2'])
  })

  it('refuses the next step if a generation was lost, also with another input in its place', async () => {
    const { send, another, saved, putBack } = await run()
    const before = saved()
    await send('PUT', '/v1/optimizers/x/generations/again', { resume_step: 0 })
    await send('POST', '/v1/optimizers/x/steps', { step: 9 })
    putBack(before)
    await (
      await another()
    )('POST', '/v1/optimizers/x/edits', { set: { lr: 7 }, at_step: 8 })
    const { status, body } = await send('POST', '/v1/optimizers/x/steps', { step: 10 })
    assert.deepEqual([status, body.code], [409, 'history_regressed'])
    const rescue = await send('PUT', '/v1/optimizers/x/generations/rescue', { resume_step: 0 })
    assert.equal(rescue.status, 201)
    assert.equal((await send('POST', '/v1/optimizers/x/steps', { step: 10 })).status, 200)
  })
})
