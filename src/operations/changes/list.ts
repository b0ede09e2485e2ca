import { changesOfGeneration } from '../../core/optimizer/open_generation.ts'
import { isBookkeeping, type Input } from '../../core/trajectory/input.ts'
import type { Stored } from '../../storage/store.ts'
import { load } from '../commit/load.ts'
import type { Context } from '../context.ts'
import { generationsInForce } from '../replay/generations.ts'
import { collectInputs } from '../replay/inputs.ts'

/** A change that was accepted, and whether it has acted. */
export interface ListedChange {
  readonly input: Input
  readonly isPending: boolean
  /** Set where it was cancelled, or a rewind abandoned it. */
  readonly isWithdrawn?: boolean
}

/** Every change in force in the current generation, in order, pending ones included. */
export const listChanges = async (context: Context, id: string): Promise<readonly ListedChange[]> =>
  changesOf(context, await load(context, id))

/** @param since the revision of the first change that is wanted; pending ones are always listed. */
export async function changesOf(
  context: Context,
  stored: Stored,
  since = 1,
): Promise<readonly ListedChange[]> {
  const { pending, revision, generation } = stored.optimizer
  if (revision === 1) return []
  const generations = await generationsInForce(context, stored)
  const revisions = { after: since - 1, through: revision }
  const all = await collectInputs(context.store.changes(stored, revisions))
  const waiting = new Set(pending.map((input) => input.revision))
  const inputs = new Map(
    [...changesOfGeneration(generations, all, generation.number), ...pending].map((each) => [
      each.revision,
      each,
    ]),
  )
  const taken = new Set([...inputs.values()].map((each) => 'cancelled' in each && each.cancelled))
  return [...inputs.values()]
    .filter((each) => each.kind !== 'metric_decided' && !isBookkeeping(each))
    .filter(({ revision }) => !taken.has(revision))
    .sort((a, b) => a.revision - b.revision)
    .map((input) => ({ input, isPending: waiting.has(input.revision) }))
}
