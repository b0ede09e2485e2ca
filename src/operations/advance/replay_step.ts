import { Refusal } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Caller, Context } from '../context.ts'
import { cachedOrCommitting } from '../cache/entries.ts'
import { runExclusive, isUnavailable } from '../commit/queue.ts'
import type { Advanced } from './fast_path.ts'
import { valuesAt } from '../replay/values_at.ts'
import { isCacheAuthoritative, isSealedFor } from './cached_step.ts'
import type { Advance } from './seal.ts'
import { windowAt } from '../replay/windows.ts'

/**
 * A sealed step that is not remembered any more is replayed, once for all who ask for it. They stand
 * in a line of their own and not with those who seal: else ranks that are far behind stay so, and
 * slow all others down. Undefined where more is asked, or something else came of it.
 * @throws {Refusal} `store_unavailable`.
 */
export function replaySealedStep(
  context: Context,
  id: string,
  given: Advance,
  { key }: Caller,
): Promise<Advanced | undefined> | undefined {
  const { processState } = context
  const { step = Infinity, ahead = 0 } = given
  const known = cachedOrCommitting(processState.entries.get(id))
  if (!known || key !== undefined || !isCacheAuthoritative(context, known, given)) return undefined
  const { stored } = known
  const { optimizer } = stored
  if (!isSealedFor(optimizer, step, given) || step + ahead > optimizer.sealedThrough)
    return undefined
  // No id has a blank.
  return runExclusive(processState, `${id} back`, () =>
    undefinedIfRefused(context, stored, step, ahead),
  )
}

/** What is refused may be out of date: it is for those to say who ask the store. */
async function undefinedIfRefused(
  context: Context,
  stored: Stored,
  step: number,
  ahead: number,
): Promise<Advanced | undefined> {
  try {
    const rates = { ...(await valuesAt(context, stored, step)), decisions: [] }
    if (ahead === 0) return rates
    return { ...rates, window: await windowAt(context, stored, { step, ahead, window: undefined }) }
  } catch (error) {
    if (error instanceof Refusal && !isUnavailable(error)) return undefined
    throw error
  }
}
