import { checkRevision, checkValues } from './advances.ts'
import { valuesText, type GroupValues } from './advance_response.ts'
import {
  createGeneration,
  type Observations,
  type Progress,
  type OpenedGeneration,
} from './observations.ts'
import { assertInvariant } from './violation.ts'

/** How far an optimizer says that it is. */
interface ReportedProgress {
  readonly generation: number
  readonly step: number
  readonly sealed_through: number
}

/** A generation as it is answered. */
export interface GenerationResponse extends OpenedGeneration {
  readonly revision: number
  readonly groups: readonly GroupValues[]
}

/** Takes a read of the whole optimizer, sent when so much was known: I2. */
export function checkProgress({ id }: Observations, sent: Progress, now: ReportedProgress): void {
  const { generation, step, sealed_through } = now
  const isLater = generation > sent.generation
  const isNotBehind =
    generation === sent.generation && step >= sent.cursor && sealed_through >= sent.sealedThrough
  const what = () =>
    `${id} was at ${JSON.stringify(sent)}, now at ${JSON.stringify([generation, step, sealed_through])}`
  assertInvariant(isLater || isNotBehind, 'I2 monotone', what)
}

/** A rank is about to open or confirm a generation. */
export function openingSent(observed: Observations): void {
  observed.openingsSent += 1
  observed.openingsPending += 1
}

/** It has its answer, whatever that is. */
export function openingAnswered(observed: Observations): void {
  observed.openingsPending -= 1
}

/** Takes a generation as a rank was told of it: what it resumes from is its parent's. */
export function checkOpening(observed: Observations, answer: GenerationResponse): void {
  const { generation, key, parent, resume_step, revision, groups } = answer
  const opening = { key, parent, resume_step }
  const { id, generations } = observed
  const before = JSON.stringify(generations.get(generation)?.opened ?? opening)
  const now = JSON.stringify(opening)
  assertInvariant(
    before === now,
    'I3 fencing',
    () => `${id} generation ${generation} was ${before}, now ${now}`,
  )
  if (!generations.has(generation)) generations.set(generation, createGeneration(opening))
  observed.current = Math.max(observed.current, generation)
  checkValues(observed, generation, resume_step, valuesText(groups))
  checkRevision(observed, { generation, step: resume_step, revision })
}

/** Complains of a call of a generation that was over when it was sent, if it was carried out. */
export function checkFencing(
  { id }: Observations,
  sent: Progress,
  generation: number,
  status: number,
): void {
  const what = () => `${id}: a zombie of ${generation} got ${status} in ${sent.generation}`
  assertInvariant(generation >= sent.generation || status === 409, 'I3 fencing', what)
}

/** Takes an accepted edit, sent when so much was known: I4. */
export function checkEditStep(
  { id, openingsSent }: Observations,
  sent: Progress,
  step: number,
): void {
  // Where a generation may have been opened meanwhile, the edit may be one of that.
  if (sent.opening > 0 || sent.openings !== openingsSent) return
  const what = () => `${id}: an edit at ${step} was accepted when ${sent.sealedThrough} was sealed`
  assertInvariant(step > sent.sealedThrough, 'I4 edits after the seal', what)
}
