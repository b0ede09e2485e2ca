import { z } from 'zod'
import { firstGeneration, type Generation } from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { together } from '../../core/history/first_snapshots.ts'
import { NO_HISTORY } from '../../core/history/snapshot.ts'
import { decodeListedCounters } from '../encoding/header.ts'
import { decodeHistory } from '../../core/encoding/history.ts'
import { decodeInput } from '../encoding/input.ts'
import { decode, decodeGeneration } from '../encoding/record.ts'
import { blocksOf, decodeBlock } from '../encoding/first_snapshots.ts'
import { decodeReceipt } from '../encoding/receipt.ts'
import type {
  DecisionQuery,
  SummaryPage,
  PageQuery,
  Receipt,
  RevisionRange,
  Stored,
} from '../store.ts'
import { registrationBytes, versionBytes } from '../encoding/version.ts'
import type { Database } from './database.ts'
import { readBlocks } from './first_snapshots.ts'

type Sql = Database['sql']

const Bytes = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes))
const Parts = z.object({ definition: z.string(), plan: z.string(), header: Bytes, values: Bytes })

export function find(sql: Sql, id: string, cached?: Stored): Stored | undefined {
  if (cached && isCurrent(sql, cached)) return cached
  const row = sql(
    'SELECT definition, plan, header, moving AS "values" FROM optimizer WHERE id = ?',
  ).get(id)
  return row && decode(id, Parts.parse(row))
}

/** Whether no other writer was first since it was read. */
export const isCurrent = (sql: Sql, { optimizer: { id }, version }: Stored): boolean =>
  sql('SELECT 1 FROM optimizer WHERE id = ? AND substr(header, 1, 16) = ?').get(
    id,
    versionBytes(version),
  ) !== undefined

/** Whether the registration that was read still exists. */
export const isRegistered = (sql: Sql, { optimizer: { id }, version }: Stored): boolean =>
  sql('SELECT 1 FROM optimizer WHERE id = ? AND substr(header, 1, 8) = ?').get(
    id,
    registrationBytes(version),
  ) !== undefined

type Row = Record<string, unknown>

const decodeInputs = (rows: readonly Row[]): Input[] =>
  rows.map(({ input }) => decodeInput(String(input)))

/**
 * Inputs in one part: a few milliseconds' work, to read and decode them. Meanwhile this process
 * serves no other request.
 */
export const INPUTS_PER_PART = 500

/** The first inputs of a range. */
export function inputs(sql: Sql, { optimizer }: Stored, { after, through }: RevisionRange) {
  const rows = sql(
    `SELECT input FROM input WHERE optimizer = ? AND revision > ? AND revision <= ?
     ORDER BY revision LIMIT ?`,
  ).all(optimizer.id, after, Math.min(through, optimizer.revision), INPUTS_PER_PART)
  return decodeInputs(rows)
}

/** The first changes of a range. */
export function changes(
  sql: Sql,
  { optimizer }: Stored,
  { after, through }: RevisionRange,
): Input[] {
  const rows = sql(
    `SELECT input FROM input WHERE optimizer = ? AND revision > ? AND revision <= ?
     AND metric IS NULL ORDER BY revision LIMIT ?`,
  ).all(optimizer.id, after, Math.min(through, optimizer.revision), INPUTS_PER_PART)
  return decodeInputs(rows)
}

export function decisions(
  sql: Sql,
  { optimizer: { id } }: Stored,
  { metric, step, generations }: DecisionQuery,
): MetricDecision[] {
  const rows = sql(
    `SELECT input FROM input WHERE optimizer = ? AND metric = ? AND reported_for = ?
     AND generation IN (SELECT value FROM json_each(?)) ORDER BY revision`,
  ).all(id, metric, step, JSON.stringify(generations))
  return decodeInputs(rows).filter((input) => input.kind === 'metric_decided')
}

export function generations(sql: Sql, { optimizer }: Stored, from: number): Generation[] {
  const rows = sql(
    `SELECT generation FROM generation WHERE optimizer = ? AND number >= ? AND number <= ?
     ORDER BY number`,
  ).all(optimizer.id, from, optimizer.generation.number)
  const opened = rows.map(({ generation }) => decodeGeneration(String(generation)))
  // The first generation is not stored where it follows from the registration.
  return from > 1 || opened[0]?.number === 1
    ? opened
    : [firstGeneration(optimizer.createdAt), ...opened]
}

export function history(sql: Sql, { optimizer: { id } }: Stored, firstsOf: readonly number[]) {
  const row = sql('SELECT history FROM history WHERE optimizer = ?').get(id)
  const blocks = readBlocks(sql, id, blocksOf(firstsOf))
  return together(
    row ? decodeHistory(String(row.history)) : NO_HISTORY,
    [...blocks.values()].flatMap(decodeBlock),
  )
}

export function registration(sql: Sql, { optimizer }: Stored): string | undefined {
  const row = sql('SELECT registration FROM registration WHERE optimizer = ?').get(optimizer.id)
  return row && String(row.registration)
}

export function receipt(sql: Sql, { optimizer }: Stored, key: string): Receipt | null {
  const row = sql('SELECT receipt FROM receipt WHERE optimizer = ? AND key = ?').get(
    optimizer.id,
    key,
  )
  return row ? decodeReceipt(key, String(row.receipt)) : null
}

const SummaryRow = z.object({
  id: z.string(),
  created_at: z.string(),
  labels: z.string(),
  header: Bytes,
})
const Labels = z.record(z.string(), z.string())

/** Labels are matched one by one: the optimizer must have each of them. */
export function listSummaries(sql: Sql, { after = '', limit, labels }: PageQuery): SummaryPage {
  const required = Object.entries(labels)
  const match = ' AND EXISTS (SELECT 1 FROM json_each(labels) WHERE key = ? AND value = ?)'
  const rows = sql(
    `SELECT id, created_at, labels, header FROM optimizer
     WHERE id > ?${match.repeat(required.length)} ORDER BY id LIMIT ?`,
  ).all(after, ...required.flat(), limit + 1)
  const summaries = rows.slice(0, limit).map((each) => {
    const { id, created_at: createdAt, labels: text, header } = SummaryRow.parse(each)
    return {
      id,
      createdAt,
      labels: Labels.parse(JSON.parse(text)),
      ...decodeListedCounters(header),
    }
  })
  return { summaries, next: rows.length > limit ? summaries.at(-1)!.id : undefined }
}
