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

/** Checks an accepted edit against the progress observed when it was sent: I4. */
export function checkEditStep(
  { id, openingsSent }: Observations,
  sent: Progress,
  step: number,
): void {
  // If a generation may have been opened meanwhile, the edit may belong to that one.
  if (sent.opening > 0 || sent.openings !== openingsSent) return
  const what = () => `${id}: an edit at ${step} was accepted when ${sent.sealedThrough} was sealed`
  assertInvariant(step > sent.sealedThrough, 'I4 edits after the seal', what)
}
