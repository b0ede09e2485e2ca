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
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { generationsInForce } from './generations.ts'
import { collectInputs } from './inputs.ts'

/** The changes to the snapshots and the kept inputs that a commit writes. */
export interface HistoryChange {
  readonly history?: History
  readonly deletedInputs?: readonly Input[]
}

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
  const { generation } = optimizer
  const all =
    generation.number === before.optimizer.generation.number
      ? thinSnapshots(past, fresh, generation.resumeStep)
      : snapshotsAfterOpening(
          past,
          [...(await generationsInForce(context, before)), generation],
          fresh.at(-1)!,
        )
  const history = compacted(all, optimizer.revision, context.maxHistory)
  if (history.floor === past.floor) return { history }
  const gone = { after: past.floor, through: history.floor }
  const deletedInputs = await collectInputs(context.store.inputs(before, gone))
  return { history, deletedInputs }
}
