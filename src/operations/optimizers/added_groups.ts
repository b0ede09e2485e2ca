import type { Group } from '../../core/definition/group.ts'
import { changesOfGeneration } from '../../core/optimizer/open_generation.ts'
import { effectiveInputs } from '../../core/trajectory/input.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { generationsInForce } from '../replay/generations.ts'
import { collectInputs } from '../replay/inputs.ts'

/** Every group that was added since the registration, as it was added, in order. */
export async function addedGroups(context: Context, stored: Stored): Promise<readonly Group[]> {
  const { pending, revision, generation } = stored.optimizer
  if (revision === 1) return []
  const generations = await generationsInForce(context, stored)
  const all = await collectInputs(context.store.changes(stored))
  const changes = [...changesOfGeneration(generations, all, generation.number), ...pending]
  const inOrder = [...new Map(changes.map((each) => [each.revision, each])).values()].sort(
    (a, b) => a.revision - b.revision,
  )
  return effectiveInputs(inOrder).flatMap((each) =>
    each.kind === 'group_added' ? [each.group] : [],
  )
}
