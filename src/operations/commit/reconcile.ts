import { recordRegressed } from '../../core/optimizer/regressed.ts'
import { seenOf } from '../../core/optimizer/seen.ts'
import { Refusal } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { auditInfoOf, type Context } from '../context.ts'
import { resealedThrough } from './repair.ts'
import { notify } from './subscriptions.ts'

/**
 * What is stored, sealed again as far as this process has seen: a failover may have lost seals. If it
 * has lost inputs, that is recorded, so that every process knows of it.
 * @param before the last state that this process has seen.
 */
export async function reconciled(context: Context, before: Stored, found: Stored): Promise<Stored> {
  if (found === before || !isSameRegistration(before, found)) return found
  const { generation } = before.optimizer
  if (found.optimizer.regressed || found.optimizer.generation.number > generation.number) {
    return found
  }
  try {
    return await resealed(context, before, found)
  } catch (error) {
    if (!isRegressed(error)) throw error
    return storeLoss(context, before, found)
  }
}

export const isRegressed = (error: unknown): boolean =>
  error instanceof Refusal && error.problem.code === 'history_regressed'

async function resealed(context: Context, before: Stored, found: Stored): Promise<Stored> {
  const { cursor } = before.optimizer
  const whole = await resealedThrough(context, found, seenOf(before.optimizer))
  if (whole === found.optimizer && cursor <= whole.cursor) return found
  // Sealing again does not move the cursor beyond what a trainer has requested.
  const optimizer = { ...whole, cursor: Math.max(cursor, found.optimizer.cursor) }
  return { version: found.version, optimizer, hasUnsavedSeals: true }
}

/**
 * Where another writer was first, or the store cannot take it, the next read finds the loss again. The
 * caller is refused in each case.
 */
async function storeLoss(context: Context, before: Stored, found: Stored): Promise<Stored> {
  const seen = seenOf(before.optimizer)
  const { after, input } = recordRegressed(found.optimizer, seen, auditInfoOf(context))
  const stored = await context.store
    .commit({ before: found, after, inputs: [input] })
    .catch(() => undefined)
  notify(context.processState, after.id)
  return stored ?? { ...found, optimizer: after }
}
