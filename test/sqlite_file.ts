import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { sqliteStore } from '../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../src/storage/store.ts'

/** A SQLite file that may be opened more than once. It is deleted at the end of the suite. */
export async function sqliteFile(): Promise<() => Store> {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-sqlite-'))
  after(() => rm(directory, { recursive: true, force: true }))
  return () => sqliteStore(join(directory, 'lockstep.db'))
}
