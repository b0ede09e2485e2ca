import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse } from '../../core/problem.ts'
import type { Snapshot } from '../../core/history/snapshot.ts'
import type { FullRecord } from '../../core/history/full_record.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { completeInputs } from '../replay/inputs.ts'
import { load } from '../commit/load.ts'

/** How often a part may be compacted away before it is read. */
const ATTEMPTS = 20

/**
 * Everything that there is of an optimizer, as of one moment: its parts are read one by one, and
 * others may write in between.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed` where the store has lost a part of
 *   it, `too_many_writers`.
 */
export async function collect(context: Context, id: string): Promise<FullRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const whole = await collectParts(context, await load(context, id))
    if (whole) return whole
  }
  return refuse({ code: 'too_many_writers', optimizer: id })
}

/** Undefined where some of it has been compacted away since it was loaded. */
async function collectParts(context: Context, stored: Stored): Promise<FullRecord | undefined> {
  const { optimizer } = stored
  const { floor, snapshots: taken } = await context.store.history(stored)
  const snapshots = taken.filter((each) => precedes(optimizer, each))
  // Compaction leaves the latest snapshot: where there is none, it went beyond what was loaded.
  if (floor > 0 && snapshots.length === 0) return undefined
  const revisions = { after: Math.max(1, floor), through: optimizer.revision }
  const inputs = await completeInputs(context, stored, revisions)
  if (!inputs) return undefined
  const generations = await context.store.generations(stored)
  return { optimizer, inputs, generations, history: { floor, snapshots } }
}

/** Whether an optimizer had come to a snapshot when it was loaded. */
const precedes = (
  { generation: { number }, revision, sealedThrough }: Optimizer,
  snapshot: Snapshot,
): boolean =>
  snapshot.revision <= revision &&
  (snapshot.generation < number ||
    (snapshot.generation === number && snapshot.step <= sealedThrough))
