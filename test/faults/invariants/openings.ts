import { checkRevision, checkValues } from './advances.ts'
import { valuesText, type GroupValues } from './advance_response.ts'
import { createGeneration, type Observations, type OpenedGeneration } from './observations.ts'
import { assertInvariant } from './violation.ts'

/** The response to an opening. */
export interface GenerationResponse extends OpenedGeneration {
  readonly revision: number
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
  const { generation, key, parent, resume_step, revision, groups } = response
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
