import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Caller, Context } from '../context.ts'
import { isLeased } from '../cache/entries.ts'
import type { Turn } from '../commit/queue.ts'
import type { Known } from '../cache/cache.ts'
import { remembered } from '../replay/values_at.ts'
import type { Advance } from './seal.ts'
import { rememberedWindow } from '../replay/windows.ts'

/** A sealed step of a known generation never changes: nobody need be asked. */
export const fromMemory = (
  context: Context,
  known: Known | undefined,
  given: Advance,
  caller: Caller,
) => (known && isFirm(context, known, given) ? recalled(context, known, given, caller) : undefined)

/** Whether what is known is true of the very generation that is meant. */
export const isFirm = ({ store }: Context, known: Known, { generation }: Advance): boolean =>
  // Removed by another process and registered anew, it would be another.
  generation !== undefined && (!store.isShared || isLeased(known))

/** What the store was asked for after the caller came is true of the current generation as well. */
export const settledIn = (context: Context, known: Known, given: Advance, caller: Caller & Turn) =>
  known.asOf > caller.arrived
    ? recalled(context, known, given, caller)
    : fromMemory(context, known, given, caller)

/** What is remembered of a step that was asked for and sealed in the generation that is meant. */
function recalled(context: Context, { stored }: Known, given: Advance, { key }: Caller) {
  const { step = Infinity, ahead } = given
  if (key !== undefined || !isSettled(stored.optimizer, step, given)) return undefined
  const rates = remembered(context, stored, step)
  if (!rates || !ahead) return rates && { ...rates, decisions: [] }
  const window = rememberedWindow(context, stored, step, ahead)
  return window && { ...rates, decisions: [], window }
}

/** Whether an optimizer has sealed the step that is asked for, and nothing else is asked. */
export function isSettled(
  optimizer: Optimizer,
  step: number,
  { generation, metrics, seen }: Advance,
) {
  const { revision, sealedThrough, cursor } = optimizer
  const isBehind = seen && (seen.revision > revision || seen.sealed_through > sealedThrough)
  const isMeant = generation === undefined || optimizer.generation.number === generation
  return isMeant && step <= cursor && !metrics && !isBehind
}
