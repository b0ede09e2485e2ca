import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { describeStore } from './contract.ts'

describeStore('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-sqlite-'))
  return sqliteStore(join(directory, 'lockstep.db'))
})
