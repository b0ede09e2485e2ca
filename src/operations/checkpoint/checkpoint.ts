import { inheritedInputs, beginGeneration } from '../../core/optimizer/open_generation.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { stateDicts, type StateDicts } from '../../core/encoding/state_dict.ts'
import { snapshotsAfterOpening } from '../../core/history/snapshot.ts'
import type { FullRecord } from '../../core/history/full_record.ts'
import { encodeRecord, readRecord } from '../../core/encoding/checkpoint.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { retry } from '../retry.ts'
import { collect } from './collect.ts'
import { openedGeneration, type OpenedGeneration } from '../changes/generations.ts'
import { readMark, invalidate, cacheWrite } from '../cache/entries.ts'
import { snapshotOf } from '../replay/snapshots.ts'
import { runYielding } from '../event_loop/yielding.ts'

/** The content of a portable checkpoint of a whole optimizer. */
export interface Checkpoint {
  readonly optimizer: Optimizer
  /** What torch's `state_dict()` would return for each scheduler, where torch has one. */
  readonly stateDicts: StateDicts
  /** Everything that a restore reads, as JSON. */
  readonly record: object
}

/**
 * A checkpoint of an optimizer.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed`, `too_many_writers`.
 */
export async function checkpoint(context: Context, id: string): Promise<Checkpoint> {
  const whole = await collect(context, id)
  const { optimizer } = whole
  const record = await runYielding(encodeRecord(whole))
  return { optimizer, stateDicts: stateDicts(optimizer.state), record }
}

/** How often another writer may be first, between the read and the write of a restore. */
const ATTEMPTS = 20

/**
 * Replaces the optimizer of an id, if there is one, with that of a checkpoint, as a new generation
 * that resumes at its last sealed step. A repeat of the same document confirms it, as long as
 * nothing has changed since.
 * @param checksum identifies the document.
 * @throws {Refusal} `invalid_request` where the record is inconsistent, `too_many_writers`.
 */
export async function restore(
  context: Context,
  id: string,
  { record, checksum }: { record: unknown; checksum: string },
  caller: Caller,
): Promise<OpenedGeneration> {
  const { store, processState } = context
  const whole = await runYielding(readRecord(id, record))
  return retry(id, ATTEMPTS, async () => {
    const found = await store.find(id)
    if (found && isUntouched(found.optimizer, checksum)) {
      return openedGeneration(context, found, false)
    }
    const renewed = renew(context, whole, { found: found?.optimizer, checksum, caller })
    invalidate(processState, id)
    const mark = readMark(processState)
    const stored = await store.restore(renewed, found)
    if (!stored) return undefined
    // Unconditionally: a read that began before the restore must not cache the old optimizer.
    cacheWrite(processState, id, stored, mark)
    return openedGeneration(context, stored, true)
  })
}

const generationKey = (checksum: string) => `restore-${checksum.slice(7, 23)}`

/** Whether a restore of this document made it, and nothing has changed since. */
const isUntouched = ({ generation, revision, sealedThrough }: Optimizer, checksum: string) =>
  generation.key === generationKey(checksum) &&
  generation.revision === revision &&
  generation.resumeStep === Math.max(0, sealedThrough)

interface Renewal {
  readonly found: Optimizer | undefined
  readonly checksum: string
  readonly caller: Caller
}

/** The record with a further generation, whose number neither the record nor this store has used. */
function renew(
  context: Context,
  whole: FullRecord,
  { found, checksum, caller }: Renewal,
): FullRecord {
  const { optimizer, inputs, generations, history, registration } = whole
  const { state, acted, pending, sealedThrough } = optimizer
  const resumeStep = Math.max(0, sealedThrough)
  const taken = [optimizer.generation.number, found?.generation.number ?? 0]
  const number = Math.max(...taken) + 1
  const opening = { key: generationKey(checksum), resumeStep, number }
  const resumed = {
    state,
    acted,
    sealedThrough,
    pending: inheritedInputs(pending, [], sealedThrough),
  }
  const reason = caller.reason ?? 'restored from a checkpoint'
  const audit = auditInfoOf(context, { ...caller, reason })
  const { after, input } = beginGeneration(optimizer, opening, resumed, audit)
  const all = [...generations, after.generation]
  return {
    // The trainer that goes on has not asked for the rest of the last window.
    optimizer: { ...after, cursor: optimizer.cursor },
    inputs: [...inputs, input],
    generations: all,
    history: snapshotsAfterOpening(history, all, snapshotOf(after, after.state)),
    registration,
  }
}
