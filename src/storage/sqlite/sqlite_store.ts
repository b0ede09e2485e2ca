import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { refuse } from '../../core/problem.ts'
import {
  decode,
  decodeHeader,
  decodeInput,
  decodeReceipt,
  encodeChangedPlan,
  encodeDefinition,
  encodeInput,
  encodePlan,
  encodeReceipt,
  encodeState,
  encodeVersion,
} from '../record.ts'
import { RECEIPTS_KEPT, type Commit, type Page, type Store } from '../store.ts'

/**
 * Optimizers in one SQLite file. A commit is on the disk when it resolves: the journal is flushed
 * with each transaction (synchronous=FULL).
 */
export function sqliteStore(path: string): Store {
  const database = open(path)
  const atOnce = transactions(database)
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const sql: Sql = (text) => {
    const prepared = statements.get(text) ?? database.prepare(text)
    statements.set(text, prepared)
    return prepared
  }
  return {
    ...writing(sql, atOnce),
    ...reading(sql),
    async check() {
      guarded(() => sql('SELECT 1').get())
    },
    async close() {
      database.close()
    },
  }
}

type Sql = (text: string) => ReturnType<DatabaseSync['prepare']>
type AtOnce = <T>(write: () => T) => T

/** Opens the file, and says what is wrong with it rather than only that something is. */
function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 1_000, enableForeignKeyConstraints: true })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'))
  return database
}

/** A write that happens as a whole or not at all. */
function transactions(database: DatabaseSync): AtOnce {
  return (write) =>
    guarded(() => {
      database.exec('BEGIN IMMEDIATE')
      try {
        const written = write()
        database.exec('COMMIT')
        return written
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
}

/** SQLITE_BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL and _CANTOPEN: it cannot serve now. */
const AWAY = new Set([5, 6, 7, 8, 10, 13, 14])

function guarded<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    const { errcode, message } = error as Error & { errcode?: number }
    if (errcode === undefined || !AWAY.has(errcode & 0xff)) throw error
    return refuse({ code: 'store_unavailable', reason: `SQLite: ${message}` }, { cause: error })
  }
}

function writing(sql: Sql, atOnce: AtOnce): Pick<Store, 'create' | 'commit' | 'remove'> {
  return {
    async create(optimizer) {
      const { id, createdAt, definition } = optimizer
      const version = { incarnation: randomBytes(8).toString('hex'), commit: 0 }
      const { changes } = atOnce(() =>
        sql('INSERT OR IGNORE INTO optimizer VALUES (?, ?, ?, ?, ?, ?)').run(
          id,
          createdAt,
          JSON.stringify(definition.labels),
          encodeDefinition(optimizer),
          encodePlan(optimizer),
          encodeState(optimizer, version),
        ),
      )
      return changes === 1 ? { optimizer, version } : undefined
    },

    async commit(commit) {
      return atOnce(() => writeCommit(sql, commit))
    },

    async remove(id) {
      return atOnce(() => sql('DELETE FROM optimizer WHERE id = ?').run(id).changes === 1)
    },
  }
}

function writeCommit(sql: Sql, { before, after, inputs, receipt }: Commit) {
  const { id } = after
  const version = { ...before.version, commit: before.version.commit + 1 }
  const plan = encodeChangedPlan(before.optimizer, after) ?? null
  const { changes } = sql(
    'UPDATE optimizer SET state = ?, plan = coalesce(?, plan) WHERE id = ? AND substr(state, 1, 16) = ?',
  ).run(encodeState(after, version), plan, id, encodeVersion(before.version))
  if (changes === 0) return undefined
  for (const input of inputs) {
    sql('INSERT INTO input VALUES (?, ?, ?)').run(id, input.revision, encodeInput(input))
  }
  if (receipt) {
    sql('INSERT INTO receipt (optimizer, receipt) VALUES (?, ?)').run(id, encodeReceipt(receipt))
    sql(
      `DELETE FROM receipt WHERE optimizer = ? AND number <= (
         SELECT number FROM receipt WHERE optimizer = ? ORDER BY number DESC LIMIT 1 OFFSET ?)`,
    ).run(id, id, RECEIPTS_KEPT)
  }
  return { optimizer: after, version }
}

const Parts = z.object({
  definition: z.string(),
  plan: z.string(),
  state: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes)),
})

function reading(sql: Sql): Pick<Store, 'find' | 'inputs' | 'receipts' | 'list'> {
  return {
    async find(id) {
      const row = guarded(() =>
        sql('SELECT definition, plan, state FROM optimizer WHERE id = ?').get(id),
      )
      return row && decode(Parts.parse(row))
    },

    async inputs({ optimizer: { id }, version }) {
      const registration = encodeVersion(version).subarray(0, 8)
      const row = guarded(() =>
        sql('SELECT 1 FROM optimizer WHERE id = ? AND substr(state, 1, 8) = ?').get(
          id,
          registration,
        ),
      )
      if (!row) return undefined
      const rows = guarded(() =>
        sql('SELECT input FROM input WHERE optimizer = ? ORDER BY number').all(id),
      )
      return rows.map(({ input }) => decodeInput(String(input)))
    },

    async receipts(id) {
      const rows = guarded(() =>
        sql('SELECT receipt FROM receipt WHERE optimizer = ? ORDER BY number DESC').all(id),
      )
      return rows.map(({ receipt }) => decodeReceipt(String(receipt)))
    },

    async list(page) {
      return guarded(() => listRows(sql, page))
    },
  }
}

const Row = z.object({ id: z.string(), created_at: z.string(), labels: z.string() })
const Labels = z.record(z.string(), z.string())

/** Labels are matched one by one: each wanted one must be among those of the optimizer. */
function listRows(sql: Sql, { after = '', limit, labels }: Page) {
  const wanted = Object.entries(labels)
  const match = ' AND EXISTS (SELECT 1 FROM json_each(labels) WHERE key = ? AND value = ?)'
  const rows = sql(
    `SELECT id, created_at, labels, substr(state, 1, 48) AS header FROM optimizer
     WHERE id > ?${match.repeat(wanted.length)} ORDER BY id LIMIT ?`,
  ).all(after, ...wanted.flat(), limit)
  return rows.map((row) => {
    const { id, created_at: createdAt, labels: text } = Row.parse(row)
    const { version: _version, ...counters } = decodeHeader(
      Buffer.from(row['header'] as Uint8Array),
    )
    return { id, createdAt, labels: Labels.parse(JSON.parse(text)), ...counters }
  })
}
