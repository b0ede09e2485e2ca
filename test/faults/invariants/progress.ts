import type { Observations, Progress } from './observations.ts'
import { assertInvariant } from './violation.ts'

/** The progress in a response. */
interface ReportedProgress {
  readonly generation: number
  readonly step: number
  readonly sealed_through: number
}

/** Checks a read of the optimizer against the progress observed when it was sent: I2. */
export function checkProgress({ id }: Observations, sent: Progress, now: ReportedProgress): void {
  const { generation, step, sealed_through } = now
  const isLater = generation > sent.generation
  const isNotBehind =
    generation === sent.generation && step >= sent.cursor && sealed_through >= sent.sealedThrough
  const what = () =>
    `${id} was at ${JSON.stringify(sent)}, now at ${JSON.stringify([generation, step, sealed_through])}`
  assertInvariant(isLater || isNotBehind, 'I2 monotone', what)
}

/**
 * The first step at which a change can act that was accepted now, and sent at this progress. It is
 * unknown if a generation may have been opened meanwhile: the change may belong to that one.
 */
export const earliestStepOf = (
  { openingsSent }: Observations,
  { openings, opening, sealedThrough }: Progress,
): number | undefined => (opening > 0 || openings !== openingsSent ? undefined : sealedThrough + 1)

/** Checks an accepted edit against the progress observed when it was sent: I4. */
export function checkEditStep(observed: Observations, sent: Progress, step: number): void {
  const earliest = earliestStepOf(observed, sent)
  if (earliest === undefined) return
  const what = () =>
    `${observed.id}: an edit at ${step} was accepted when ${sent.sealedThrough} was sealed`
  assertInvariant(step >= earliest, 'I4 edits after the seal', what)
}
