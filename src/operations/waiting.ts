import type { Context } from './context.ts'
import { change } from './memory.ts'

/** How often somebody who waits looks whether another process has done something, in ms. */
const LOOK_MS = 200

/** Waits until something may have happened to an optimizer; no, once the time is up. */
export async function isWorthAnotherLook(
  { memory }: Context,
  id: string,
  deadline: number,
): Promise<boolean> {
  const left = deadline - performance.now()
  if (left <= 0 || memory.closing.signal.aborted) return false
  await change(memory, id, Math.min(left, LOOK_MS))
  return true
}
