import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Caller, Context } from '../context.ts'
import { isLeased } from '../cache/entries.ts'
import type { Arrival } from '../commit/queue.ts'
import type { CachedOptimizer } from '../cache/cache.ts'
import { cachedValues } from '../replay/values_at.ts'
import type { Advance } from './seal.ts'
import { cachedWindow } from '../replay/windows.ts'

/** A sealed step of a known generation never changes: nobody need be asked. */
export const answerFromCache = (
  context: Context,
  known: CachedOptimizer | undefined,
  given: Advance,
  caller: Caller,
) =>
  known && isCacheAuthoritative(context, known, given)
    ? cachedAnswer(context, known, given, caller)
    : undefined

/** Whether what is known is true of the very generation that is meant. */
export const isCacheAuthoritative = (
  { store }: Context,
  known: CachedOptimizer,
  { generation }: Advance,
): boolean =>
  // Removed by another process and registered anew, it would be another.
  generation !== undefined && (!store.isShared || isLeased(known))

/** What the store was asked for after the caller came is true of the current generation as well. */
export const answerIfCurrent = (
  context: Context,
  known: CachedOptimizer,
  given: Advance,
  caller: Caller & Arrival,
) =>
  known.sequence > caller.sequence
    ? cachedAnswer(context, known, given, caller)
    : answerFromCache(context, known, given, caller)

/** What is remembered of a step that was asked for and sealed in the generation that is meant. */
function cachedAnswer(
  context: Context,
  { stored }: CachedOptimizer,
  given: Advance,
  { key }: Caller,
) {
  const { step = Infinity, ahead } = given
  if (key !== undefined || !isSealedFor(stored.optimizer, step, given)) return undefined
  const rates = cachedValues(context, stored, step)
  if (!rates || !ahead) return rates && { ...rates, decisions: [] }
  const window = cachedWindow(context, stored, step, ahead)
  return window && { ...rates, decisions: [], window }
}

/** Whether an optimizer has sealed the step that is asked for, and nothing else is asked. */
export function isSealedFor(
  optimizer: Optimizer,
  step: number,
  { generation, metrics, seen }: Advance,
) {
  const { revision, sealedThrough, cursor } = optimizer
  const isBehind = seen && (seen.revision > revision || seen.sealed_through > sealedThrough)
  const isMeant = generation === undefined || optimizer.generation.number === generation
  return isMeant && step <= cursor && !metrics && !isBehind
}
