import { firstPositions, separated } from '../../core/history/first_snapshots.ts'
import { generationAtRevision } from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'
import {
  inputsAfter as actingAfter,
  revisionShownBy,
  type Optimizer,
} from '../../core/optimizer/optimizer.ts'
import {
  compacted,
  snapshotsAfterOpening,
  thinSnapshots,
  type History,
  type Snapshot,
} from '../../core/history/snapshot.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { HistoryChange, Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { generationsInForce } from './generations.ts'
import { collectInputs } from './inputs.ts'

/** A snapshot of an optimizer in a later state, with all inputs that were accepted before it. */
export const snapshotOf = (optimizer: Optimizer, state: State): Snapshot => ({
  generation: optimizer.generation.number,
  step: state.step,
  revision: optimizer.revision,
  acted: revisionShownBy(optimizer, state),
  open: () => ({ state, pending: pendingAt(optimizer, state) }),
})

/** Before the first advance, the inputs at step 0 remain pending. */
const pendingAt = ({ pending, sealedThrough }: Optimizer, { step }: State): readonly Input[] =>
  sealedThrough < 0 && step === 0 ? pending : actingAfter(pending, step)

/** Adds new snapshots to those that are still needed, and deletes what is beyond the history limit. */
export async function historyAfter(
  context: Context,
  before: Stored,
  optimizer: Optimizer,
  fresh: readonly Snapshot[],
): Promise<HistoryChange> {
  if (fresh.length === 0) return {}
  const past = await context.store.history(before)
  const { generation, revision } = optimizer
  if (generation.number === before.optimizer.generation.number) {
    const all = thinSnapshots(past, fresh, generation.resumeStep)
    return compactedAfter(context, before, { past, all, revision })
  }
  const generations = [...(await generationsInForce(context, before)), generation]
  const all = snapshotsAfterOpening(past, generations, fresh.at(-1)!)
  const change = await compactedAfter(context, before, { past, all, revision })
  return { ...change, ...separated(change.history, generations) }
}

interface Compaction {
  readonly past: History
  /** The snapshots that are needed now. */
  readonly all: History
  /** The last revision of the commit. */
  readonly revision: number
}

/** The history without what is beyond the limit, and what a commit deletes for that. */
async function compactedAfter(
  context: Context,
  before: Stored,
  { past, all, revision }: Compaction,
): Promise<HistoryChange & { readonly history: History }> {
  if (revision - past.floor <= context.maxHistory) return { history: all }
  const generations = await generationsInForce(context, before)
  const firsts = firstPositions(generations, past.floor).map((each) => each.revision)
  const history = compacted(all, revision, context.maxHistory, firsts)
  if (history.floor === past.floor) return { history }
  const gone = { after: past.floor, through: history.floor }
  const deletedInputs = await collectInputs(context.store.inputs(before, gone))
  // Those of an earlier compaction once more: it may have left a part of a block.
  const through = generationAtRevision(generations, history.floor)
  const deletedFirsts = { after: generationAtRevision(generations, past.floor) - 1, through }
  return { history, deletedInputs, deletedFirsts }
}
