import type { AuditInfo, InputOf } from '../trajectory/input.ts'
import { chained } from './digest.ts'
import { earliestStep, type LostPlace, type Optimizer } from './optimizer.ts'
import { refuseAsRegressed } from './refusals.ts'
import type { Seen } from './seen.ts'

/** A place that is lost, by what was echoed or handed out there. */
export const lostPlace = ({ text, generation }: Seen): LostPlace => ({ seen: text, generation })

/**
 * Records that the store has lost what was handed out: an input that acts on no value, with which
 * each process that reads the optimizer knows of the loss.
 */
export function recordRegressed(
  optimizer: Optimizer,
  seen: Seen,
  audit: AuditInfo,
): { after: Optimizer; input: InputOf<'history_regressed'> } {
  const revision = optimizer.revision + 1
  const { recorded: input, digest } = chained(optimizer, {
    ...{ kind: 'history_regressed' as const, lost: seen.text },
    ...{ revision, step: earliestStep(optimizer), ...audit },
  })
  return { after: { ...optimizer, revision, digest, regressed: lostPlace(seen) }, input }
}

/**
 * Refuses while it is recorded that the store has lost what was handed out.
 * @throws {Refusal} `history_regressed`.
 */
export function refuseWhileRegressed(optimizer: Optimizer): void {
  if (optimizer.regressed) refuseAsRegressed(optimizer, optimizer.regressed.seen)
}

/**
 * The number of the next generation. It is no number that a lost one had: its ranks would pass the
 * fence.
 */
export const nextGenerationNumber = ({ generation, regressed }: Optimizer): number =>
  Math.max(generation.number, regressed?.generation ?? 0) + 1
