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
  // Until the lease ends, another process may answer a sealed step of it from memory. A call that
  // finds it removed may be the repeat of a call whose response was lost, and waits as well.
  if (store.isShared) await sleep(LEASE_MS)
  // A read that began before the removal may have been cached since. No later event removes that.
  else await turn()
  processState.entries.delete(id)
  if (!existed) refuse({ code: 'optimizer_not_found', optimizer: id })
}
