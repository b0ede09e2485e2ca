import type { z } from 'zod'
import { seenText } from '../../core/optimizer/seen.ts'
import { shownValues, type FrameGroup } from '../../core/trajectory/frame.ts'
import { unflattened } from '../../core/optimizer/upcoming.ts'
import type { Edited } from '../../operations/changes/edits.ts'
import type { ListedChange } from '../../operations/changes/list.ts'
import type { ChangeResponse, EditResponse } from '../contract/edits.ts'
import { eventResponse } from './events.ts'
import { editOverwritten } from './warnings.ts'

/** Changes in responses. */

type OverwrittenBy = NonNullable<NonNullable<Edited['later']>['overwrittenBy']>

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
  const { input, later } = edited
  const named = pathsOf(input)
  const shown = (groups: readonly FrameGroup[], step: number) =>
    groups.map((group) => namedValues(group, named, step))
  const next = later?.afterNext && { after_next: shown(later.afterNext, input.step + 1) }
  return {
    ...changeResponse(edited),
    seen: seenText(edited.optimizer),
    before: shown(edited.before, input.step),
    after: shown(edited.after, input.step),
    ...next,
    ...(later?.overwrittenBy && {
      overwritten_by: later.overwrittenBy,
      warnings: [overwrittenWarning(input, later.overwrittenBy)],
    }),
  }
}

/** Points to the field of the edit if it sets or scales only one. */
function overwrittenWarning({ set, scale = {} }: Edited['input'], by: OverwrittenBy) {
  const paths = [
    ...Object.keys(set).map((key) => ['set', key]),
    ...Object.keys(scale).map((key) => ['scale', key]),
  ]
  return editOverwritten(paths.length === 1 ? paths[0]! : paths[0]!.slice(0, 1), by)
}

/** The paths that an edit names, each once. */
function pathsOf({ set, scale = {}, multiply = {}, hold = {}, release }: Edited['input']) {
  const keys = [set, scale, multiply, hold].flatMap((each) => Object.keys(each))
  return [...new Set([...keys, ...(release?.multiply ?? []), ...(release?.hold ?? [])])]
}

function namedValues(group: FrameGroup, named: readonly string[], step: number) {
  const { name, groupExtras } = group
  const all = { ...groupExtras, ...shownValues(group, step) }
  const fallback = all['initial_lr'] ?? all['lr']!
  const entries = named.map((path) => [path, all[path] ?? fallback] as const)
  return { name, ...unflattened(Object.fromEntries(entries)) }
}
