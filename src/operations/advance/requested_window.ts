import { emptyWindow, type Window } from '../../core/series/window.ts'
import type { Advance, Advanced, Blocked } from './request.ts'

/** What requests a window. */
export type WithAhead = Pick<Advance, 'ahead'>

/** The result with an empty window where no further step was requested, but a window was. */
export function withRequestedWindow<R extends Advanced | Blocked>(
  result: R,
  { ahead }: WithAhead,
): R {
  if (ahead !== 0 || 'blockedOn' in result || result.window) return result
  const { state, step, revision } = result
  return { ...result, window: emptyWindow(state.program, step, revision) }
}

/** How many steps the windows of one call may have in all. */
const MAX_WINDOW_STEPS = 50_000

/** The requests of one call, with the longest windows shortened if they are too long together. */
export function shortened<T extends WithAhead>(requests: readonly T[]): readonly T[] {
  const steps = requests.reduce((sum, { ahead = 0 }) => sum + ahead, 0)
  if (steps <= MAX_WINDOW_STEPS) return requests
  const most = longestWindow(requests.map(({ ahead = 0 }) => ahead))
  return requests.map((each) => ((each.ahead ?? 0) > most ? { ...each, ahead: most } : each))
}

/** The greatest length that windows may have which are too long together. */
function longestWindow(lengths: readonly number[]): number {
  let left = MAX_WINDOW_STEPS
  for (const [index, length] of lengths.toSorted((a, b) => a - b).entries()) {
    const share = Math.floor(left / (lengths.length - index))
    if (length > share) return share
    left -= length
  }
  return Infinity
}

/** A window that was shortened and did not end before: it ends at its limit. */
export function endOfShortened(
  window: Window | undefined,
  given: WithAhead,
  sent: WithAhead,
): Window | undefined {
  if (!window || window.ends || given.ahead === sent.ahead) return window
  return { ...window, ends: { reason: 'limit', step: window.through + 1, asOf: 0 } }
}
