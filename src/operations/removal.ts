import { refuse } from '../core/problem.ts'
import type { Context } from './context.ts'

/**
 * Removes an optimizer and all its history.
 * @throws {Refusal} `optimizer_not_found`.
 */
export async function remove({ store, memory }: Context, id: string): Promise<void> {
  memory.known.delete(id)
  if (!(await store.remove(id))) refuse({ code: 'optimizer_not_found', optimizer: id })
}
