import type { Generation } from '../../core/optimizer/generation.ts'
import type { History } from '../../core/history/snapshot.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { encodeHeader } from '../encoding/header.ts'
import type { FullRecord } from '../../core/history/full_record.ts'
import { encodeMoving } from '../../core/encoding/plan.ts'
import { encodeHistory } from '../../core/encoding/history.ts'
import {
  encode,
  encodeCommit,
  encodeGeneration,
  isFirstGeneration,
  type EncodedCommit,
} from '../encoding/record.ts'
import { encodeInput, type EncodedInput } from '../encoding/input.ts'
import { encodeReceipt } from '../encoding/receipt.ts'
import { RECEIPTS_KEPT, type Commit, type SealWrite, type Receipt, type Stored } from '../store.ts'
import type { Database } from './database.ts'
import { firstVersion, nextVersion, versionBytes } from '../encoding/version.ts'
import { writeFirsts } from './first_snapshots.ts'
import { isCurrent } from './reads.ts'

type Sql = Database['sql']

export function create(sql: Sql, optimizer: Optimizer, registration?: string): Stored | undefined {
  const { id, createdAt, definition } = optimizer
  const version = firstVersion()
  const encoded = encode(optimizer, version)
  const { changes } = sql('INSERT OR IGNORE INTO optimizer VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    id,
    createdAt,
    JSON.stringify(definition.labels),
    encoded.definition,
    encoded.plan,
    encoded.header,
    encoded.values,
  )
  if (changes === 0) return undefined
  if (registration !== undefined) {
    sql('INSERT INTO registration VALUES (?, ?)').run(id, registration)
  }
  return { optimizer, version }
}

export function restore(
  sql: Sql,
  { optimizer, inputs, generations, history, registration }: FullRecord,
  replaced: Stored | undefined,
): Stored | undefined {
  if (replaced && !(isCurrent(sql, replaced) && remove(sql, optimizer.id))) return undefined
  const stored = create(sql, optimizer, registration)
  if (!stored) return undefined
  inputs.forEach((input) => writeInput(sql, optimizer.id, encodeInput(input, generations)))
  generations
    .filter((generation) => !isFirstGeneration(generation, optimizer.createdAt))
    .forEach((generation) => writeGeneration(sql, optimizer.id, generation))
  writeHistory(sql, optimizer.id, history)
  return stored
}

export function commit(sql: Sql, committed: Commit): Stored | undefined {
  const { before, after } = committed
  const { id } = after
  const version = nextVersion(before.version)
  const encoded = encodeCommit(committed, version)
  const { changes } = sql(
    `UPDATE optimizer SET header = ?, moving = ?, plan = coalesce(?, plan)
     WHERE id = ? AND substr(header, 1, 16) = ?`,
  ).run(encoded.header, encoded.values, encoded.plan ?? null, id, versionBytes(before.version))
  if (changes === 0) return undefined
  writeOptional(sql, committed, encoded)
  return { optimizer: after, version }
}

/** Writes the header and the moving values of an optimizer. */
export function seal(sql: Sql, { before, after }: SealWrite): Stored | undefined {
  const version = nextVersion(before.version)
  const { changes } = sql(
    'UPDATE optimizer SET header = ?, moving = ? WHERE id = ? AND substr(header, 1, 16) = ?',
  ).run(
    encodeHeader(after, version),
    encodeMoving(after.state),
    after.id,
    versionBytes(before.version),
  )
  return changes === 0 ? undefined : { optimizer: after, version }
}

/** Writes the parts that most commits do not change. */
function writeOptional(sql: Sql, committed: Commit, changed: EncodedCommit) {
  const { after, receipt, history, deletedInputs } = committed
  const { id } = after
  for (const input of changed.inputs) writeInput(sql, id, input)
  if (changed.generation) writeGeneration(sql, id, changed.generation)
  if (changed.definition !== undefined) writeDefinition(sql, after, changed.definition)
  if (history) writeHistory(sql, id, history)
  writeFirsts(sql, committed)
  for (const { revision } of deletedInputs ?? []) {
    sql('DELETE FROM input WHERE optimizer = ? AND revision = ?').run(id, revision)
  }
  if (receipt) writeReceipt(sql, id, receipt)
}

function writeDefinition(sql: Sql, { id, definition }: Optimizer, text: string): void {
  const labels = JSON.stringify(definition.labels)
  sql('UPDATE optimizer SET definition = ?, labels = ? WHERE id = ?').run(text, labels, id)
}

function writeInput(sql: Sql, id: string, { revision, text, decisionKey }: EncodedInput): void {
  sql('INSERT INTO input VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    revision,
    text,
    decisionKey?.generation ?? null,
    decisionKey?.metric ?? null,
    decisionKey?.reportedFor ?? null,
  )
}

function writeGeneration(sql: Sql, id: string, generation: Generation): void {
  const text = encodeGeneration(generation)
  sql('INSERT OR REPLACE INTO generation VALUES (?, ?, ?)').run(id, generation.number, text)
}

function writeHistory(sql: Sql, id: string, history: History): void {
  sql('INSERT OR REPLACE INTO history VALUES (?, ?)').run(id, encodeHistory(history))
}

/** Stores a receipt, and deletes the oldest one beyond the limit. */
function writeReceipt(sql: Sql, id: string, receipt: Receipt): void {
  sql('INSERT OR REPLACE INTO receipt (optimizer, key, receipt) VALUES (?, ?, ?)').run(
    id,
    receipt.key,
    encodeReceipt(receipt),
  )
  sql(
    `DELETE FROM receipt WHERE optimizer = ? AND number <= (
       SELECT number FROM receipt WHERE optimizer = ? ORDER BY number DESC LIMIT 1 OFFSET ?)`,
  ).run(id, id, RECEIPTS_KEPT)
}

export const remove = (sql: Sql, id: string): boolean =>
  sql('DELETE FROM optimizer WHERE id = ?').run(id).changes === 1
