import { withLabels, type Labels } from '../../core/optimizer/labels.ts'
import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import type { Stored } from '../../storage/store.ts'
import { transact } from '../commit/transaction.ts'
import type { Context } from '../context.ts'
import { shownOptimizer } from '../replay/shown.ts'

/** What is to be changed of an optimizer itself: each field that is given. */
export interface Patch {
  readonly labels?: Labels | undefined
}

/**
 * Changes an optimizer itself. The same change again writes nothing.
 * @throws {Refusal} `optimizer_not_found`, `step_compacted`, `history_regressed`,
 *   `too_many_writers`.
 */
export async function patch(context: Context, id: string, given: Patch): Promise<ShownOptimizer> {
  const { labels } = given
  const decide = ({ optimizer }: Stored) => {
    const after = labels ? withLabels(optimizer, labels) : optimizer
    return { after, result: undefined }
  }
  const { stored } = await transact(context, id, decide)
  return shownOptimizer(context, stored)
}

/** Sets all labels. They act on no value, so a store that has lost inputs takes them as well. */
export async function setLabels(context: Context, id: string, labels: Labels): Promise<Stored> {
  const decide = ({ optimizer }: Stored) => {
    return { after: withLabels(optimizer, labels), result: undefined }
  }
  return (await transact(context, id, decide, { allowRegressed: true })).stored
}
