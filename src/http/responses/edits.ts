import type { z } from 'zod'
import type { FrameGroup } from '../../core/trajectory/frame.ts'
import { unflattened } from '../../core/optimizer/upcoming.ts'
import type { Edited } from '../../operations/changes/edits.ts'
import type { ListedChange } from '../../operations/changes/list.ts'
import type { ChangeResponse, EditResponse } from '../contract/edits.ts'
import { eventResponse } from './events.ts'

/** Changes in responses. */

export const changeResponse = (listed: ListedChange): z.infer<typeof ChangeResponse> => ({
  ...eventResponse(listed.input),
  status: changeStatus(listed),
})

function changeStatus({ isPending, isWithdrawn = false }: ListedChange) {
  if (isWithdrawn) return 'withdrawn'
  return isPending ? 'pending' : 'acted'
}

/** An edit, with the values of its hyperparameters before and after it at its step. */
export function editResponse(edited: Edited): z.infer<typeof EditResponse> {
  const { set, scale = {} } = edited.input
  const named = [...Object.keys(set), ...Object.keys(scale)]
  const shown = (groups: readonly FrameGroup[]) => groups.map((group) => namedValues(group, named))
  return { ...changeResponse(edited), before: shown(edited.before), after: shown(edited.after) }
}

function namedValues({ name, values, groupExtras }: FrameGroup, named: readonly string[]) {
  const all = { ...groupExtras, ...values }
  const fallback = all['initial_lr'] ?? all['lr']!
  const entries = named.map((path) => [path, all[path] ?? fallback] as const)
  return { name, ...unflattened(Object.fromEntries(entries)) }
}
