import { blocksOf, deletedBlocks, extendedBlocks } from '../encoding/first_snapshots.ts'
import type { Commit } from '../store.ts'
import type { Database } from './database.ts'

type Sql = Database['sql']

/** The texts of some blocks of first snapshots, as far as they exist. */
export function readBlocks(sql: Sql, id: string, blocks: readonly number[]): Map<number, string> {
  if (blocks.length === 0) return new Map()
  const rows = sql(
    `SELECT block, snapshots FROM first_snapshot
     WHERE optimizer = ? AND block IN (SELECT value FROM json_each(?)) ORDER BY block`,
  ).all(id, JSON.stringify(blocks))
  return new Map(rows.map(({ block, snapshots }) => [Number(block), String(snapshots)]))
}

/** Writes the new first snapshots of a commit, and deletes those that are compacted away. */
export function writeFirsts(sql: Sql, { after, firstSnapshots = [], deletedFirsts }: Commit): void {
  const { id } = after
  const blocks = blocksOf(firstSnapshots.map(({ generation }) => generation))
  for (const [block, text] of extendedBlocks(firstSnapshots, readBlocks(sql, id, blocks))) {
    sql('INSERT OR REPLACE INTO first_snapshot VALUES (?, ?, ?)').run(id, block, text)
  }
  for (const block of deletedFirsts ? deletedBlocks(deletedFirsts) : []) {
    sql('DELETE FROM first_snapshot WHERE optimizer = ? AND block = ?').run(id, block)
  }
}
