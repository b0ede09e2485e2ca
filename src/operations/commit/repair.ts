import { missingMetrics } from '../../core/metrics/barriers.ts'
import { withSealedState, type Optimizer } from '../../core/optimizer/optimizer.ts'
import {
  fence,
  refuseAsRegressed,
  refuseStepAhead,
  refuseRegressed,
} from '../../core/optimizer/refusals.ts'
import type { Seen } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'

/**
 * The optimizer as a caller may expect it: in the caller's generation, and sealed at least as far as
 * the caller has seen.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, and what `resealedThrough` refuses.
 */
export async function optimizerFor(
  { maxAdvance }: Context,
  { optimizer }: Stored,
  {
    generation,
    seen,
  }: { readonly generation?: number | undefined; readonly seen?: Seen | undefined },
): Promise<Optimizer> {
  fence(optimizer, generation)
  return resealedThrough(optimizer, seen, maxAdvance)
}

/**
 * An optimizer that is sealed at least as far as a caller has seen. A failover may lose the last
 * seals: their values are computed again, to the bit.
 * @throws {Refusal} `history_regressed` where an input was lost, or accepted below a lost seal;
 *   `step_ahead` where no caller can have seen that.
 */
export async function resealedThrough(
  optimizer: Optimizer,
  seen: Seen | undefined,
  maxAdvance: number,
): Promise<Optimizer> {
  refuseRegressed(optimizer, seen)
  if (!seen || seen.sealed_through <= optimizer.sealedThrough) return optimizer
  const { sealed_through: through } = seen
  refuseStepAhead(optimizer, through, maxAdvance)
  const { state, pending } = optimizer
  // The step was sealed, so its required metric had been decided, and the decision is lost.
  if (missingMetrics(optimizer, through).length > 0) refuseAsRegressed(optimizer, seen)
  return withSealedState(optimizer, await runInSlices(state, pending, through))
}
