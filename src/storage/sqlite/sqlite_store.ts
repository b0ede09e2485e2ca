import type { Input } from '../../core/trajectory/input.ts'
import type { Store, Stored } from '../store.ts'
import { available, openDatabase } from './database.ts'
import * as reading from './reads.ts'
import * as writing from './writes.ts'

/** Optimizers in one SQLite file. A commit is on the disk when it resolves. */
export function sqliteStore(path: string): Store {
  const { sql, atOnce, asOne, close } = openDatabase(path)

  /** Reads what belongs to the registration that was read, if that is still there. */
  const past = <T>(stored: Stored, read: () => T): T | undefined =>
    asOne(() => (reading.isRegistered(sql, stored) ? read() : undefined))

  return {
    isShared: false,
    // Each call is flushed to the disk.
    sealedAtOnce: Infinity,
    create: async (optimizer) => atOnce(() => writing.create(sql, optimizer)),
    restore: async (whole, replaced) => atOnce(() => writing.restore(sql, whole, replaced)),
    find: async (id, remembered) => available(() => reading.find(sql, id, remembered)),
    commit: async (commit) => atOnce(() => writing.commit(sql, commit)),
    // One flush of the disk for all of them.
    seal: async (moves) => atOnce(() => moves.map((move) => writing.seal(sql, move))),
    inputs: async (stored, revisions) => past(stored, () => reading.inputs(sql, stored, revisions)),
    changes: (stored) =>
      pageByPage((after) => past(stored, () => reading.changes(sql, stored, after))),
    decisions: async (stored, wanted) => past(stored, () => reading.decisions(sql, stored, wanted)),
    generations: async (stored) => past(stored, () => reading.generations(sql, stored)),
    history: async (stored) => past(stored, () => reading.history(sql, stored)),
    receipt: async (stored, key) => past(stored, () => reading.receipt(sql, stored, key)),
    remove: async (id) => atOnce(() => writing.remove(sql, id)),
    list: async (page) => available(() => reading.list(sql, page)),
    async check() {
      available(() => sql('SELECT 1').get())
    },
    async close() {
      close()
    },
  }
}

/** Reads changes part by part: others have their turns in between. */
async function pageByPage(
  read: (after: number) => readonly Input[] | undefined,
): Promise<readonly Input[] | undefined> {
  const found: Input[] = []
  for (;;) {
    const page = read(found.at(-1)?.revision ?? 0)
    if (!page) return undefined
    found.push(...page)
    if (page.length < reading.AT_ONCE) return found
    await new Promise(setImmediate)
  }
}
