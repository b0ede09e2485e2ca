import { failed, refuseLongWindows, type FailedItem } from '../advance/advance_many.ts'
import type { OpenedGeneration } from '../changes/generations.ts'
import type { Caller, Context } from '../context.ts'
import { openWithWindow, type OpeningWithWindow } from './open_with_window.ts'

/** The result for one of many optimizers. It does not affect the others. */
export type OpenedItem = OpenedGeneration | FailedItem

/** One of the optimizers whose generation is opened, and the reason for it. */
export type OpeningItem = OpeningWithWindow &
  Pick<Caller, 'reason'> & { readonly optimizer: string }

/**
 * Opens or confirms a generation of each of many optimizers, as if each were the only one.
 * @throws {Refusal} `invalid_request` if their windows are too long together.
 */
export async function openMany(
  context: Context,
  items: readonly OpeningItem[],
  caller: Caller,
): Promise<readonly OpenedItem[]> {
  refuseLongWindows(items, 'generations')
  return Promise.all(
    items.map(async ({ optimizer, reason, ...opening }) => {
      try {
        return await openWithWindow(context, optimizer, opening, { ...caller, reason })
      } catch (error) {
        return failed(error)
      }
    }),
  )
}
