import type { z } from 'zod'
import type { FrameGroup } from '../../core/trajectory/frame.ts'
import { shaped } from '../../core/optimizer/upcoming.ts'
import type { Edited, ListedChange } from '../../operations/changes/edits.ts'
import type { ChangeAnswer, EditAnswer } from '../contract/edits.ts'
import { eventAnswer } from './events.ts'

/** Changes, as answers write them. */

export const changeAnswer = (listed: ListedChange): z.infer<typeof ChangeAnswer> => ({
  ...eventAnswer(listed.input),
  status: statusOf(listed),
})

function statusOf({ isPending, isWithdrawn = false }: ListedChange) {
  if (isWithdrawn) return 'withdrawn'
  return isPending ? 'pending' : 'acted'
}

/** An edit, and what its hyperparameters are before and after it at its step. */
export function editAnswer(edited: Edited): z.infer<typeof EditAnswer> {
  const { set, scale = {} } = edited.input
  const touched = [...Object.keys(set), ...Object.keys(scale)]
  const shown = (groups: readonly FrameGroup[]) => groups.map((group) => touchedOf(group, touched))
  return { ...changeAnswer(edited), before: shown(edited.before), after: shown(edited.after) }
}

function touchedOf({ name, values, marks }: FrameGroup, touched: readonly string[]) {
  const all = { ...marks, ...values }
  const fallback = all['initial_lr'] ?? all['lr']!
  const entries = touched.map((path) => [path, all[path] ?? fallback] as const)
  return { name, ...shaped(Object.fromEntries(entries)) }
}
