import { Refusal } from '../../core/problem.ts'
import { isUnavailable, runExclusiveReplay } from '../commit/queue.ts'
import type { Context } from '../context.ts'
import { valuesAt } from '../replay/values_at.ts'
import { windowAt } from '../replay/windows.ts'
import type { ReplayPath } from './choose_path.ts'
import type { Advanced } from './request.ts'

/**
 * Replays a sealed step that is no longer cached, once for all requests for it. Replays have a queue
 * of their own: in the queue of the writers, ranks that are far behind would stay behind and delay
 * all others. Undefined where the replay is refused, which may be out of date.
 * @throws {Refusal} `store_unavailable`.
 */
export function replaySealedStep(
  context: Context,
  path: ReplayPath,
): Promise<Advanced | undefined> {
  const { processState } = context
  const { id } = path.stored.optimizer
  return runExclusiveReplay(processState, id, () => undefinedIfRefused(context, path))
}

async function undefinedIfRefused(
  context: Context,
  { stored, ...request }: ReplayPath,
): Promise<Advanced | undefined> {
  try {
    const values = { ...(await valuesAt(context, stored, request.step)), decisions: [] }
    if (request.ahead === 0) return values
    return { ...values, window: await windowAt(context, stored, request) }
  } catch (error) {
    if (error instanceof Refusal && !isUnavailable(error)) return undefined
    throw error
  }
}
