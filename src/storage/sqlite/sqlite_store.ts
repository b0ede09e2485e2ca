import type { Input } from '../../core/trajectory/input.ts'
import { refuse } from '../../core/problem.ts'
import type { Store, Stored } from '../store.ts'
import { refuseIfUnavailable, openDatabase } from './database.ts'
import * as reads from './reads.ts'
import * as writes from './writes.ts'

/** Optimizers in one SQLite file. A commit is on the disk when it resolves. */
export function sqliteStore(path: string): Store {
  const { sql, writeTransaction, readTransaction, close } = openDatabase(path)

  /** Reads a part of the registration that was read before; refuses where that is gone. */
  const readRegistered = <T>(stored: Stored, read: () => T): T =>
    readTransaction(() => {
      if (reads.isRegistered(sql, stored)) return read()
      return refuse({ code: 'optimizer_not_found', optimizer: stored.optimizer.id })
    })

  return {
    isShared: false,
    // Each call is flushed to the disk.
    preferredBatchSize: Infinity,
    create: async (optimizer) => writeTransaction(() => writes.create(sql, optimizer)),
    restore: async (record, replaced) =>
      writeTransaction(() => writes.restore(sql, record, replaced)),
    find: async (id, cached) => refuseIfUnavailable(() => reads.find(sql, id, cached)),
    commit: async (commit) => writeTransaction(() => writes.commit(sql, commit)),
    // One flush of the disk for all of them.
    seal: async (batch) => writeTransaction(() => batch.map((each) => writes.seal(sql, each))),
    inputs: async (stored, revisions) =>
      readRegistered(stored, () => reads.inputs(sql, stored, revisions)),
    changes: (stored) =>
      readPages((after) => readRegistered(stored, () => reads.changes(sql, stored, after))),
    decisions: async (stored, query) =>
      readRegistered(stored, () => reads.decisions(sql, stored, query)),
    generations: async (stored) => readRegistered(stored, () => reads.generations(sql, stored)),
    history: async (stored) => readRegistered(stored, () => reads.history(sql, stored)),
    receipt: async (stored, key) => readRegistered(stored, () => reads.receipt(sql, stored, key)),
    remove: async (id) => writeTransaction(() => writes.remove(sql, id)),
    list: async (query) => refuseIfUnavailable(() => reads.listSummaries(sql, query)),
    async check() {
      refuseIfUnavailable(() => sql('SELECT 1').get())
    },
    async close() {
      close()
    },
  }
}

/** Reads changes part by part: other requests are served in between. */
async function readPages(read: (after: number) => readonly Input[]): Promise<readonly Input[]> {
  const found: Input[] = []
  for (;;) {
    const page = read(found.at(-1)?.revision ?? 0)
    found.push(...page)
    if (page.length < reads.CHANGES_PER_READ) return found
    await new Promise(setImmediate)
  }
}
