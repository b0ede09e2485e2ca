import { inheritedInputs, beginGeneration } from '../../core/optimizer/open_generation.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse } from '../../core/problem.ts'
import { stateDicts, type StateDicts } from '../../core/encoding/state_dict.ts'
import { snapshotsAfterOpening } from '../../core/history/snapshot.ts'
import type { FullRecord } from '../../core/history/full_record.ts'
import { encodeRecord, readRecord } from '../../core/encoding/checkpoint.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { collect } from './collect.ts'
import type { OpenedGeneration } from '../changes/generations.ts'
import { readMark, invalidate, cacheWrite } from '../cache/entries.ts'
import { valuesAt } from '../replay/values_at.ts'
import { snapshotOf } from '../replay/snapshots.ts'
import { runYielding } from '../event_loop/yielding.ts'

/** A portable checkpoint of a whole optimizer, but for what is shown of it. */
export interface Checkpoint {
  readonly optimizer: Optimizer
  /** What torch's own schedulers would have as their state_dict, where torch has them. */
  readonly stateDicts: StateDicts
  /** Everything, as JSON. It is what is restored. */
  readonly record: object
}

/**
 * Everything that there is of an optimizer.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed`, `too_many_writers`.
 */
export async function checkpoint(context: Context, id: string): Promise<Checkpoint> {
  const whole = await collect(context, id)
  const { optimizer } = whole
  const record = await runYielding(encodeRecord(whole))
  return { optimizer, stateDicts: stateDicts(optimizer.state), record }
}

/** How often another writer may be first. */
const ATTEMPTS = 20

/**
 * Puts an optimizer in the place of whatever is there by its id, as a new generation that resumes
 * where it had been sealed. The same document again confirms it, as long as nothing has happened.
 * @param checksum says which document it came from.
 * @throws {Refusal} `invalid_request` where the record does not hold together, `too_many_writers`.
 */
export async function restore(
  context: Context,
  id: string,
  { record, checksum }: { record: unknown; checksum: string },
  caller: Caller,
): Promise<OpenedGeneration> {
  const whole = await runYielding(readRecord(id, record))
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await context.store.find(id)
    if (found && isUntouched(found.optimizer, checksum))
      return openedGeneration(context, found, false)
    const renewed = renew(context, whole, { found: found?.optimizer, checksum, caller })
    invalidate(context.processState, id)
    const mark = readMark(context.processState)
    const stored = await context.store.restore(renewed, found)
    if (!stored) continue
    // Else a read that was under way may have what was there before remembered.
    cacheWrite(context.processState, id, stored, mark)
    return openedGeneration(context, stored, true)
  }
  return refuse({ code: 'too_many_writers', optimizer: id })
}

const generationKey = (checksum: string) => `restore-${checksum.slice(7, 23)}`

/** Whether it is what this very document made, and nothing has happened to it since. */
const isUntouched = ({ generation, revision, sealedThrough }: Optimizer, checksum: string) =>
  generation.key === generationKey(checksum) &&
  generation.revision === revision &&
  generation.resumeStep === sealedThrough

interface Renewal {
  readonly found: Optimizer | undefined
  readonly checksum: string
  readonly caller: Caller
}

/** All of an optimizer with a generation opened that nobody has belonged to, there or here. */
function renew(
  context: Context,
  whole: FullRecord,
  { found, checksum, caller }: Renewal,
): FullRecord {
  const { optimizer, inputs, generations, history } = whole
  const { state, acted, pending, sealedThrough: resumeStep } = optimizer
  const taken = [optimizer.generation.number, found?.generation.number ?? 0]
  const number = Math.max(...taken) + 1
  const opening = { key: generationKey(checksum), resumeStep, number }
  const resumed = { state, acted, pending: inheritedInputs(pending, [], resumeStep) }
  const reason = caller.reason ?? 'restored from a checkpoint'
  const audit = auditInfoOf(context, { ...caller, reason })
  const { after, input } = beginGeneration(optimizer, opening, resumed, audit)
  const all = [...generations, after.generation]
  return {
    optimizer: after,
    inputs: [...inputs, input],
    generations: all,
    history: snapshotsAfterOpening(history, all, snapshotOf(after, after.state)),
  }
}

async function openedGeneration(
  context: Context,
  stored: Stored,
  created: boolean,
): Promise<OpenedGeneration> {
  const { generation } = stored.optimizer
  const rates = await valuesAt(context, stored, generation.resumeStep)
  return { generation, rates, created }
}
