import { missingMetrics } from '../../core/metrics/barriers.ts'
import { NO_DIGEST } from '../../core/optimizer/digest.ts'
import { withSealedState, type Optimizer } from '../../core/optimizer/optimizer.ts'
import {
  fence,
  refuseAsRegressed,
  refuseStepAhead,
  refuseRegressed,
} from '../../core/optimizer/refusals.ts'
import { parseSeen, type Seen } from '../../core/optimizer/seen.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'

/** What a caller states of the place at which it is. */
export interface Place {
  readonly generation?: number | undefined
  /** The `seen` of the last answer. */
  readonly seen?: string | undefined
  /** The same of other ranks of the job. */
  readonly others_seen?: readonly string[] | undefined
}

/**
 * The optimizer as a caller may expect it: in the caller's generation, of the history that the caller
 * has seen, and sealed at least as far.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `invalid_request` for a `seen` that
 *   cannot be read, and what `resealedThrough` refuses.
 */
export async function optimizerFor(
  context: Context,
  stored: Stored,
  { generation, seen: text, others_seen: others = [] }: Place,
): Promise<Optimizer> {
  const { id, generation: current } = stored.optimizer
  fence(stored.optimizer, generation)
  const seen = parseSeen(id, text)
  if (seen && seen.generation < current.number) fence(stored.optimizer, seen.generation)
  const all = [seen, ...others.map((each, index) => parseSeen(id, each, ['others_seen', index]))]
  let { optimizer } = stored
  for (const each of all) {
    // A rank that has not called in this generation yet has seen an earlier one.
    if (!each || each.generation < current.number) continue
    optimizer = await resealedThrough(context, { ...stored, optimizer }, each)
  }
  return optimizer
}

/**
 * An optimizer that is sealed at least as far as a caller has seen, in the same history. A failover
 * may lose the last seals: their values are computed again, to the bit.
 * @throws {Refusal} `history_regressed` where an input was lost or replaced, or accepted below a
 *   lost seal; `step_ahead` where no caller can have seen that.
 */
export async function resealedThrough(
  context: Context,
  stored: Stored,
  seen: Seen,
): Promise<Optimizer> {
  const { optimizer } = stored
  refuseRegressed(optimizer, seen, await historySince(context, stored, seen.revision))
  const { sealedThrough: through } = seen
  if (through <= optimizer.sealedThrough) return optimizer
  refuseStepAhead(optimizer, through, context.maxAdvance)
  const { state, pending } = optimizer
  // The step was sealed, so its required metric had been decided, and the decision is lost.
  if (missingMetrics(optimizer, through).length > 0) refuseAsRegressed(optimizer, seen.text)
  return withSealedState(optimizer, await runInSlices(state, pending, through))
}

/** What is known of a history at a revision and after it. */
interface Since {
  /**
   * The digest at the revision. Undefined where it is not known: past the last revision, where the
   * inputs are compacted, and in what an earlier version recorded.
   */
  readonly digest: string | undefined
  /** The inputs after it, as far as they are kept. */
  readonly later: readonly Input[]
}

/** Reads the inputs only where some that are not pending any more may have acted. */
async function historySince({ store }: Context, stored: Stored, revision: number): Promise<Since> {
  const { optimizer } = stored
  const digest = knownDigest(optimizer, revision)
  const hasActed = optimizer.acted > revision
  if (revision >= optimizer.revision || (digest !== undefined && !hasActed)) {
    return { digest: known(digest), later: inputsSince(optimizer.pending, revision) }
  }
  const through = hasActed ? optimizer.revision : revision
  const parts = await Array.fromAsync(store.inputs(stored, { after: revision - 1, through }))
  const inputs = parts.flat()
  const own = inputs[0]?.revision === revision ? inputs[0].digest : digest
  return { digest: known(own), later: inputsSince([...inputs, ...optimizer.pending], revision) }
}

const inputsSince = (inputs: readonly Input[], revision: number) =>
  inputs.filter((input) => input.revision > revision)

const known = (digest: string | undefined) => (digest === NO_DIGEST.text ? undefined : digest)

function knownDigest(
  { revision: last, digest, pending }: Optimizer,
  revision: number,
): string | undefined {
  if (revision === last) return digest.text
  if (revision === 1) return digest.registration.text
  return pending.find((input) => input.revision === revision)?.digest
}
