import { refuse } from '../problem.ts'
import type { Input } from '../trajectory/input.ts'
import type { Optimizer } from './optimizer.ts'
import type { Seen } from './seen.ts'

/** Refuses a caller of another generation; default: the current one. */
export function fence(optimizer: Optimizer, generation?: number): void {
  const { number: current } = optimizer.generation
  if (generation === undefined || generation === current) return
  const code = generation < current ? 'stale_generation' : 'unknown_generation'
  refuse({ code, generation, current_generation: current })
}

/**
 * Refuses if the store has lost or replaced an input that a caller has seen, or has accepted one
 * below a seal that it has lost. A lost seal alone is harmless: its values are computed again to the
 * bit.
 * @param digest of the store at the revision that was seen; undefined where it is not known.
 * @param later the inputs after that revision, those that have acted included.
 */
export function refuseRegressed(
  optimizer: Optimizer,
  seen: Seen,
  { digest, later }: { readonly digest: string | undefined; readonly later: readonly Input[] },
): void {
  const { generation, revision } = optimizer
  // The opening of a generation is an input: it was lost, whatever was accepted in its place.
  const isLost = generation.number < seen.generation || revision < seen.revision
  const isReplaced = digest !== undefined && digest !== seen.digest
  // Every input acts after what is sealed when it is accepted. So this seal was lost before.
  const isBelow = later.some(({ step }) => step <= seen.sealedThrough)
  if (isLost || isReplaced || isBelow) refuseAsRegressed(optimizer, seen.text)
}

/** Refuses: the store has lost what a caller or this process has seen. */
export function refuseAsRegressed(
  { revision, sealedThrough: sealed_through }: Pick<Optimizer, 'revision' | 'sealedThrough'>,
  seen: string,
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
