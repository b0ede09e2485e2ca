import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { valuesAt } from './values_at.ts'

/**
 * An optimizer with the values at its cursor. The own state of an optimizer is that at the last
 * sealed step, which after a window is a later one.
 * @throws {Refusal} `step_compacted`, `history_regressed`.
 */
export async function shownOptimizer(context: Context, stored: Stored): Promise<ShownOptimizer> {
  const { optimizer } = stored
  const { cursor, sealedThrough, state } = optimizer
  if (cursor >= sealedThrough) return { optimizer, shown: state }
  const { state: shown } = await valuesAt(context, stored, cursor)
  return { optimizer, shown }
}
