import { failed, type FailedItem } from '../advance/advance_many.ts'
import { endOfShortened, shortened } from '../advance/requested_window.ts'
import type { OpenedGeneration } from '../changes/generations.ts'
import type { Caller, Context } from '../context.ts'
import { openWithWindow, type OpeningWithWindow } from './open_with_window.ts'

/** The result for one of many optimizers. It does not affect the others. */
export type OpenedItem = OpenedGeneration | FailedItem

/** One of the optimizers whose generation is opened, and the reason for it. */
export type OpeningItem = OpeningWithWindow &
  Pick<Caller, 'reason'> & { readonly optimizer: string }

/**
 * Opens or confirms a generation of each of many optimizers, as if each were the only one. Windows
 * that are too long together are shortened.
 */
export async function openMany(
  context: Context,
  sent: readonly OpeningItem[],
  caller: Caller,
): Promise<readonly OpenedItem[]> {
  return Promise.all(
    shortened(sent).map(async ({ optimizer, reason, ...opening }, index) => {
      try {
        const opened = await openWithWindow(context, optimizer, opening, { ...caller, reason })
        return { ...opened, window: endOfShortened(opened.window, opening, sent[index]!) }
      } catch (error) {
        return failed(error)
      }
    }),
  )
}
