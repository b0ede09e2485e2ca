import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Snapshot } from '../../core/history/snapshot.ts'
import type { FullRecord } from '../../core/history/full_record.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { completeInputs } from '../replay/inputs.ts'
import { load } from '../commit/load.ts'
import { retry } from '../retry.ts'

/** How often some inputs may be compacted away between the load of an optimizer and their read. */
const ATTEMPTS = 20

/**
 * A full record of an optimizer, as of one moment: its parts are read one by one, and other
 * processes may write in between.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed` where the store has lost a part of
 *   it, `too_many_writers`.
 */
export const collect = (context: Context, id: string): Promise<FullRecord> =>
  retry(id, ATTEMPTS, async () => collectParts(context, await load(context, id)))

/** Undefined where inputs have been compacted away since the optimizer was loaded. */
async function collectParts(context: Context, stored: Stored): Promise<FullRecord | undefined> {
  const { optimizer } = stored
  const generations = await context.store.generations(stored)
  const numbers = generations.map(({ number }) => number)
  const { floor, snapshots: taken } = await context.store.history(stored, numbers)
  const snapshots = taken.filter((each) => precedes(optimizer, each))
  // Compaction keeps the latest snapshot. Without any, it went beyond the optimizer as loaded.
  if (floor > 0 && snapshots.length === 0) return undefined
  const revisions = { after: Math.max(1, floor), through: optimizer.revision }
  const inputs = await completeInputs(context, stored, revisions)
  if (!inputs) return undefined
  const registration = await context.store.registration(stored)
  return { optimizer, inputs, generations, history: { floor, snapshots }, registration }
}

/** Whether a snapshot was taken before an optimizer was loaded. */
const precedes = (
  { generation: { number }, revision, sealedThrough }: Optimizer,
  snapshot: Snapshot,
): boolean =>
  snapshot.revision <= revision &&
  (snapshot.generation < number ||
    (snapshot.generation === number && snapshot.step <= Math.max(0, sealedThrough)))
