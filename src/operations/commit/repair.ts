import { missingMetrics } from '../../core/metrics/barriers.ts'
import {
  refuseAsRegressed,
  refuseStepAhead,
  refuseRegressed,
  withSealedState,
  type Optimizer,
} from '../../core/optimizer/optimizer.ts'
import type { Seen } from '../../core/problem.ts'
import { runInSlices } from '../event_loop/time_slices.ts'

/**
 * An optimizer that is sealed at least as far as somebody has seen. A failover may lose the last
 * seals: their values are computed again, and come out the same.
 * @throws {Refusal} `history_regressed` where an input was lost, or accepted below a lost seal;
 *   `step_ahead` where nobody can have seen that.
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
  // It was passed, so the metric that is wanted for it must have been known, and is lost.
  if (missingMetrics(optimizer, through).length > 0) refuseAsRegressed(optimizer, seen)
  return withSealedState(optimizer, await runInSlices(state, pending, through))
}
