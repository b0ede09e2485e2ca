import { z } from 'zod'
import type { Optimizer } from '../../core/optimizer.ts'
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
  firstVersion,
  nextVersion,
  REGISTRATION_BYTES,
} from '../record.ts'
import {
  RECEIPTS_KEPT,
  type Commit,
  type Listing,
  type Page,
  type Receipt,
  type Store,
  type Stored,
} from '../store.ts'
import { available, openDatabase, type Database } from './database.ts'

/** Optimizers in one SQLite file. A commit is on the disk when it resolves. */
export function sqliteStore(path: string): Store {
  const database = openDatabase(path)
  const { sql, atOnce } = database
  return {
    create: async (optimizer) => atOnce(() => create(sql, optimizer)),
    find: async (id, remembered) => available(() => find(sql, id, remembered)),
    commit: async (commit) => atOnce(() => write(sql, commit)),
    inputs: async (stored) => atOnce(() => inputs(sql, stored)),
    receipts: async (stored) => atOnce(() => receipts(sql, stored)),
    remove: async (id) => atOnce(() => remove(sql, id)),
    list: async (page) => available(() => list(sql, page)),
    async check() {
      available(() => sql('SELECT 1').get())
    },
    async close() {
      database.close()
    },
  }
}

type Sql = Database['sql']

function create(sql: Sql, optimizer: Optimizer): Stored | undefined {
  const { id, createdAt, definition } = optimizer
  const version = firstVersion()
  const { changes } = sql('INSERT OR IGNORE INTO optimizer VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    createdAt,
    JSON.stringify(definition.labels),
    encodeDefinition(optimizer),
    encodePlan(optimizer),
    encodeState(optimizer, version),
  )
  return changes === 1 ? { optimizer, version } : undefined
}

const Parts = z.object({
  definition: z.string(),
  plan: z.string(),
  state: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes)),
})

function find(sql: Sql, id: string, remembered?: Stored): Stored | undefined {
  if (remembered && isCurrent(sql, remembered)) return remembered
  const row = sql('SELECT definition, plan, state FROM optimizer WHERE id = ?').get(id)
  return row && decode(Parts.parse(row))
}

const isCurrent = (sql: Sql, { optimizer: { id }, version }: Stored): boolean =>
  sql('SELECT 1 FROM optimizer WHERE id = ? AND substr(state, 1, 16) = ?').get(id, version) !==
  undefined

/** Whether the registration that was read is the one that is there. */
const isRegistered = (sql: Sql, { optimizer: { id }, version }: Stored): boolean =>
  sql('SELECT 1 FROM optimizer WHERE id = ? AND substr(state, 1, 8) = ?').get(
    id,
    version.subarray(0, REGISTRATION_BYTES),
  ) !== undefined

function write(sql: Sql, { before, after, inputs, receipt }: Commit): Stored | undefined {
  const { id } = after
  const version = nextVersion(before.version)
  const plan = encodeChangedPlan(before.optimizer, after) ?? null
  const { changes } = sql(
    `UPDATE optimizer SET state = ?, plan = coalesce(?, plan)
     WHERE id = ? AND substr(state, 1, 16) = ?`,
  ).run(encodeState(after, version), plan, id, before.version)
  if (changes === 0) return undefined
  for (const input of inputs) {
    sql('INSERT INTO input VALUES (?, ?, ?)').run(id, input.revision, encodeInput(input))
  }
  if (receipt) remember(sql, id, receipt)
  return { optimizer: after, version }
}

/** Keeps a receipt, and lets go of the oldest beyond those that are kept. */
function remember(sql: Sql, id: string, receipt: Receipt): void {
  sql('INSERT INTO receipt (optimizer, receipt) VALUES (?, ?)').run(id, encodeReceipt(receipt))
  sql(
    `DELETE FROM receipt WHERE optimizer = ? AND number <= (
       SELECT number FROM receipt WHERE optimizer = ? ORDER BY number DESC LIMIT 1 OFFSET ?)`,
  ).run(id, id, RECEIPTS_KEPT)
}

function inputs(sql: Sql, stored: Stored) {
  if (!isRegistered(sql, stored)) return undefined
  const rows = sql('SELECT input FROM input WHERE optimizer = ? ORDER BY number')
  return rows.all(stored.optimizer.id).map(({ input }) => decodeInput(String(input)))
}

function receipts(sql: Sql, stored: Stored) {
  if (!isRegistered(sql, stored)) return undefined
  const rows = sql('SELECT receipt FROM receipt WHERE optimizer = ? ORDER BY number DESC')
  return rows.all(stored.optimizer.id).map(({ receipt }) => decodeReceipt(String(receipt)))
}

const remove = (sql: Sql, id: string): boolean =>
  sql('DELETE FROM optimizer WHERE id = ?').run(id).changes === 1

const Row = z.object({
  id: z.string(),
  created_at: z.string(),
  labels: z.string(),
  header: z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes)),
})
const Labels = z.record(z.string(), z.string())

/** Labels are matched one by one: each wanted one must be among those of the optimizer. */
function list(sql: Sql, { after = '', limit, labels }: Page): Listing {
  const wanted = Object.entries(labels)
  const match = ' AND EXISTS (SELECT 1 FROM json_each(labels) WHERE key = ? AND value = ?)'
  const rows = sql(
    `SELECT id, created_at, labels, substr(state, 1, 48) AS header FROM optimizer
     WHERE id > ?${match.repeat(wanted.length)} ORDER BY id LIMIT ?`,
  ).all(after, ...wanted.flat(), limit + 1)
  const summaries = rows.slice(0, limit).map((each) => {
    const { id, created_at: createdAt, labels: text, header } = Row.parse(each)
    const { version: _version, ...counters } = decodeHeader(header)
    return { id, createdAt, labels: Labels.parse(JSON.parse(text)), ...counters }
  })
  return { summaries, next: rows.length > limit ? summaries.at(-1)!.id : undefined }
}
