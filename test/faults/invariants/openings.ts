import { checkRevision, checkValues } from './advances.ts'
import { stepTexts, type GroupValues } from './step_texts.ts'
import { createGeneration, type Observations, type OpenedGeneration } from './observations.ts'
import { assertInvariant } from './violation.ts'

/** The response to an opening. */
export interface GenerationResponse extends OpenedGeneration {
  readonly revision: number
  readonly step: number
  readonly sealed_through: number
  readonly groups: readonly GroupValues[]
}

/** Records that a rank sends a request to open or confirm a generation. */
export function openingSent(observed: Observations): void {
  observed.openingsSent += 1
  observed.openingsPending += 1
}

/** Records the response to such a request, successful or not. */
export function openingAnswered(observed: Observations): void {
  observed.openingsPending -= 1
}

/** Checks a returned generation. Its values at the resume step are its parent's. */
export function checkOpening(observed: Observations, response: GenerationResponse): void {
  const { generation, key, parent, resume_step, revision, groups, sealed_through, step } = response
  const opening = { key, parent, resume_step }
  const { id, generations } = observed
  const before = JSON.stringify(generations.get(generation)?.opened ?? opening)
  const now = JSON.stringify(opening)
  assertInvariant(
    before === now,
    'I3 fencing',
    () => `${id} generation ${generation} was ${before}, now ${now}`,
  )
  // The generation of a restored checkpoint has the cursor of that.
  const cursor = Math.min(step, resume_step)
  if (!generations.has(generation)) {
    const beganUnsealed = sealed_through < 0
    const progress = { cursor, maxRequested: cursor, beganUnsealed }
    generations.set(generation, { ...createGeneration(opening), ...progress })
  }
  observed.current = Math.max(observed.current, generation)
  if (sealed_through < resume_step) return
  checkValues(observed, generation, resume_step, stepTexts(groups))
  checkRevision(observed, { generation, step: resume_step, revision })
}
