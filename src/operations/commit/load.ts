import { seenOf } from '../../core/optimizer/seen.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { readMark, cacheRead } from '../cache/entries.ts'
import { resealedThrough } from './repair.ts'

/**
 * Reads an optimizer from the store. A cached one that is current is not decoded again.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed` where the store has lost what this
 *   process has seen, unless the caller is about to end that state.
 */
export async function load(
  context: Context,
  id: string,
  { allowRegressed = false }: { readonly allowRegressed?: boolean } = {},
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
  const stored = before && !allowRegressed ? await reconciled(context, before, found) : found
  cacheRead(processState, id, stored, mark)
  return stored
}

/** What is stored, sealed again as far as this process has seen: a failover may have lost seals. */
async function reconciled(context: Context, before: Stored, found: Stored): Promise<Stored> {
  if (found === before || !isSameRegistration(before, found)) return found
  const { generation, cursor } = before.optimizer
  if (found.optimizer.generation.number > generation.number) return found
  const whole = await resealedThrough(context, found, seenOf(before.optimizer))
  const isWhole = whole === found.optimizer && cursor <= whole.cursor
  if (isWhole) return found
  // Sealing again does not move the cursor beyond what a trainer has requested.
  const optimizer = { ...whole, cursor: Math.max(cursor, found.optimizer.cursor) }
  return { version: found.version, optimizer, hasUnsavedSeals: true }
}
