import { refuse, type Seen } from '../problem.ts'
import type { Optimizer } from './optimizer.ts'

/** Refuses a caller of another generation; default: the current one. */
export function fence(optimizer: Optimizer, generation?: number): void {
  const { number: current } = optimizer.generation
  if (generation === undefined || generation === current) return
  const code = generation < current ? 'stale_generation' : 'unknown_generation'
  refuse({ code, generation, current_generation: current })
}

/**
 * Refuses if the store has lost an input that a trainer has seen, or has accepted an input below a
 * seal that it has lost. A lost seal alone is harmless: its values are computed again to the bit.
 */
export function refuseRegressed(optimizer: Optimizer, seen: Seen | undefined): void {
  if (!seen) return
  const { revision, sealedThrough: sealed_through, pending } = optimizer
  const isLost = revision < seen.revision
  const isBelow =
    sealed_through < seen.sealed_through &&
    pending.some((input) => input.step <= seen.sealed_through && input.revision > seen.revision)
  if (isLost || isBelow) refuseAsRegressed(optimizer, seen)
}

/** Refuses: the store has lost a revision or a seal that a trainer or this process has seen. */
export function refuseAsRegressed(
  { revision, sealedThrough: sealed_through }: Optimizer,
  seen: Seen,
): never {
  return refuse({ code: 'history_regressed', seen, revision, sealed_through })
}

/** The most values that one call may compute: some seconds, or a minute of long expressions. */
export const MAX_COMPUTED = 20_000_000

/** The most steps of an optimizer that one call may compute. */
export const maxComputedSteps = ({ state }: Optimizer): number =>
  Math.max(1, Math.floor(MAX_COMPUTED / Math.max(1, state.program.rulesPerStep)))

/** Refuses a step too far ahead: its unit is likely wrong, or its computation takes too long. */
export function refuseStepAhead(optimizer: Optimizer, step: number, most: number): void {
  const { cursor } = optimizer
  const limit = Math.min(most, maxComputedSteps(optimizer))
  if (step > cursor + limit) refuse({ code: 'step_ahead', step, cursor, limit })
}
