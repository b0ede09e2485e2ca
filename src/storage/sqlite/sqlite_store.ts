import type { Input } from '../../core/trajectory/input.ts'
import { refuse } from '../../core/problem.ts'
import { ALL_REVISIONS, type RevisionRange, type Store, type Stored } from '../store.ts'
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
    create: async (optimizer, registration) =>
      writeTransaction(() => writes.create(sql, optimizer, registration)),
    restore: async (record, replaced) =>
      writeTransaction(() => writes.restore(sql, record, replaced)),
    find: async (id, cached) => refuseIfUnavailable(() => reads.find(sql, id, cached)),
    commit: async (commit) => writeTransaction(() => writes.commit(sql, commit)),
    // One flush of the disk for all of them.
    seal: async (batch) => writeTransaction(() => batch.map((each) => writes.seal(sql, each))),
    inputs: (stored, revisions) =>
      readParts(revisions, (rest) => readRegistered(stored, () => reads.inputs(sql, stored, rest))),
    changes: (stored, revisions) =>
      readParts(revisions, (rest) =>
        readRegistered(stored, () => reads.changes(sql, stored, rest)),
      ),
    decisions: async (stored, query) =>
      readRegistered(stored, () => reads.decisions(sql, stored, query)),
    generations: async (stored, from = 1) =>
      readRegistered(stored, () => reads.generations(sql, stored, from)),
    history: async (stored, firstsOf = []) =>
      readRegistered(stored, () => reads.history(sql, stored, firstsOf)),
    registration: async (stored) => readRegistered(stored, () => reads.registration(sql, stored)),
    receipt: async (stored, key) => readRegistered(stored, () => reads.receipt(sql, stored, key)),
    remove: async (id) => writeTransaction(() => writes.remove(sql, id)),
    list: async (query) => refuseIfUnavailable(() => reads.listSummaries(sql, query)),
    // The host has one clock for all of its processes.
    time: async () => Date.now(),
    check: async () => void refuseIfUnavailable(() => sql('SELECT 1').get()),
    // A commit is on the disk before it is acknowledged.
    onReconnect() {},
    close: async () => close(),
  }
}

/** Reads inputs part by part. Each part is a read of the first inputs of what is left of a range. */
async function* readParts(
  { after, through }: RevisionRange = ALL_REVISIONS,
  read: (rest: RevisionRange) => readonly Input[],
): AsyncGenerator<readonly Input[]> {
  let part = read({ after, through })
  while (part.length > 0) {
    yield part
    if (part.length < reads.INPUTS_PER_PART) return
    await new Promise(setImmediate)
    part = read({ after: part.at(-1)!.revision, through })
  }
}
