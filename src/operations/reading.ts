import type { Optimizer } from '../core/optimizer.ts'
import type { Page, Summary } from '../storage/store.ts'
import type { Context } from './context.ts'
import { load } from './decide.ts'

/**
 * An optimizer as it is now.
 * @throws {Refusal} `optimizer_not_found`.
 */
export const read = async (context: Context, id: string): Promise<Optimizer> =>
  (await load(context, id)).optimizer

/** A page of the list, and the id after which the next one begins, if there is a next one. */
export async function list({ store }: Context, page: Page) {
  const found = await store.list({ ...page, limit: page.limit + 1 })
  const optimizers: readonly Summary[] = found.slice(0, page.limit)
  const next = found.length > page.limit ? optimizers.at(-1)!.id : null
  return { optimizers, next }
}
