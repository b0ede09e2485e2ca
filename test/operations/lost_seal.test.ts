import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../app.ts'

const directory = await mkdtemp(join(tmpdir(), 'lockstep-lost-'))
after(() => rm(directory, { recursive: true }))

describe('a process that lives through the loss of a seal', () => {
  let count = 0

  /** One optimizer on a file, and a way to take back what a commit did to its row. */
  async function run() {
    const path = join(directory, `${++count}.db`)
    const { ask } = await appOn(sqliteStore(path))
    await ask('PUT', '/v1/optimizers/x', RUN)
    const raw = new DatabaseSync(path)
    const columns = 'header, moving, plan'
    const saved = () => raw.prepare(`SELECT ${columns} FROM optimizer`).get()!
    const putBack = ({ header, moving, plan }: ReturnType<typeof saved>) =>
      raw
        .prepare('UPDATE optimizer SET header = ?, moving = ?, plan = ?')
        .run(header!, moving!, plan!)
    after(() => raw.close())
    const another = async () => (await appOn(sqliteStore(path))).ask
    return { ask, another, saved, putBack }
  }

  it('writes what acted in it with the next commit', async () => {
    const { ask, another, saved, putBack } = await run()
    const edit = { groups: ['head'], set: { lr: 7, momentum: 0.1 }, at_step: 8 }
    await ask('POST', '/v1/optimizers/x/edits', edit)
    await ask('POST', '/v1/optimizers/x/groups?at_step=8', { name: 'neck', lr: 1 })
    const before = saved()
    await ask('POST', '/v1/optimizers/x/steps', { step: 9 })
    putBack(before)
    await ask('GET', '/v1/optimizers/x')
    const { body } = await ask('POST', '/v1/optimizers/x/steps', { step: 10 })
    const other = await another()
    const again = await other('POST', '/v1/optimizers/x/steps', { step: 10 })
    assert.deepEqual(again.body, body)
    assert.equal(body.groups[1].momentum, 0.1)
  })

  it('leaves the cursor where it was', async () => {
    const { ask, saved, putBack } = await run()
    const before = saved()
    await ask('POST', '/v1/optimizers/x/steps', { step: 6, ahead: 50 })
    putBack(before)
    const { body } = await ask('GET', '/v1/optimizers/x')
    assert.deepEqual([body.step, body.sealed_through], [6, 56])
    assert.equal((await ask('POST', '/v1/optimizers/x/steps', {})).body.step, 7)
  })
})
