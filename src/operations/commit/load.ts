import { refuseWhileRegressed } from '../../core/optimizer/regressed.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { readMark, cacheRead } from '../cache/entries.ts'
import { reconciled } from './reconcile.ts'

/** What a read is for. */
interface LoadOptions {
  /** Set where the caller is about to end a state in which the store has lost inputs. */
  readonly allowRegressed?: boolean
}

/**
 * Reads an optimizer from the store. A cached one that is current is not decoded again.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed` where the store has lost what was
 *   handed out, by this process or by one that has recorded it.
 */
export async function load(
  context: Context,
  id: string,
  options: LoadOptions = {},
): Promise<Stored> {
  await context.processState.comparison
  return loadNow(context, id, options)
}

/** The same while the cache is being compared with the store. */
export async function loadNow(
  context: Context,
  id: string,
  { allowRegressed = false }: LoadOptions = {},
): Promise<Stored> {
  const { store, processState } = context
  const mark = readMark(processState)
  // Compared with the last state seen even if a failed commit invalidated the entry: its values may
  // have been returned to a trainer.
  const before = processState.entries.peek(id)?.lastSeen
  const found = await store.find(id, before)
  if (!found) {
    processState.entries.delete(id)
    return refuse({ code: 'optimizer_not_found', optimizer: id })
  }
  const stored = before ? await reconciled(context, before, found) : found
  if (!allowRegressed) refuseWhileRegressed(stored.optimizer)
  if (!stored.optimizer.regressed) cacheRead(processState, id, stored, mark)
  return stored
}
