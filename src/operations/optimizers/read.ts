import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import type { SummaryPage, PageQuery } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { load } from '../commit/load.ts'
import { shownOptimizer } from '../replay/shown.ts'

/**
 * An optimizer as it is now.
 * @throws {Refusal} `optimizer_not_found`.
 */
export const read = async (context: Context, id: string): Promise<Optimizer> =>
  (await load(context, id)).optimizer

/**
 * An optimizer as it is now, with the values at its cursor.
 * @throws {Refusal} `optimizer_not_found`, `step_compacted`, `history_regressed`.
 */
export const readShown = async (context: Context, id: string): Promise<ShownOptimizer> =>
  shownOptimizer(context, await load(context, id))

/** A page of the list, and the id after which the next page begins, if there is one. */
export const list = ({ store }: Context, page: PageQuery): Promise<SummaryPage> => store.list(page)
