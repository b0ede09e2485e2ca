import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { refuse } from '../../core/problem.ts'
import type { Context } from '../context.ts'
import { LEASE_MS } from '../cache/entries.ts'

/**
 * Removes an optimizer and all its history.
 * @throws {Refusal} `optimizer_not_found`.
 */
export async function remove({ store, processState }: Context, id: string): Promise<void> {
  processState.entries.delete(id)
  const existed = await store.remove(id)
  // Until then another process may answer a sealed step of it from memory. Who finds it gone may be
  // repeating a call whose answer was lost, and must wait as well.
  if (store.isShared) await sleep(LEASE_MS)
  // What this process read just before may have been remembered since. Nothing else ends that.
  else await turn()
  processState.entries.delete(id)
  if (!existed) refuse({ code: 'optimizer_not_found', optimizer: id })
}
