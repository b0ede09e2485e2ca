import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { ProcessState } from '../cache/cache.ts'

/** How often a waiting request asks the store for changes by other processes, in milliseconds. */
const POLL_MS = 200

/**
 * Waits until an optimizer may have changed. False once the deadline has passed.
 * @param left aborted when the caller is gone.
 */
export async function waitForChange(
  { processState }: Context,
  id: string,
  deadline: number,
  left?: AbortSignal,
): Promise<boolean> {
  const ms = deadline - performance.now()
  if (ms <= 0 || processState.closing.signal.aborted || left?.aborted) return false
  await nextChange(processState, id, Math.min(ms, POLL_MS))
  return true
}

/** Ends every wait: long polls respond with the present state, and streams end. */
export function endAllWaits({ subscribers, closing }: ProcessState): void {
  closing.abort()
  for (const each of subscribers.values()) for (const woken of each) woken()
}

/** Resumes the requests that wait for a change of an optimizer. */
export function notify({ subscribers }: ProcessState, id: string): void {
  for (const woken of subscribers.get(id) ?? []) woken()
}

/**
 * Resolves when this process has recorded an input of an optimizer, and otherwise after a time:
 * changes by other processes are only found by reading.
 */
export async function nextChange(
  { subscribers }: ProcessState,
  id: string,
  ms: number,
): Promise<void> {
  const others = subscribers.get(id) ?? new Set()
  subscribers.set(id, others)
  let woken = () => {}
  const timer = new AbortController()
  try {
    await Promise.race([
      sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined),
      new Promise<void>((resolve) => {
        woken = resolve
        others.add(woken)
      }),
    ])
  } finally {
    timer.abort()
    others.delete(woken)
    if (others.size === 0 && subscribers.get(id) === others) subscribers.delete(id)
  }
}
