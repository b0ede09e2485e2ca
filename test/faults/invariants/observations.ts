import type { Decision } from './advance_response.ts'
import { assertInvariant } from './violation.ts'

/** Everything that was returned to any client for one optimizer. */
export interface Observations {
  readonly id: string
  readonly generations: Map<number, ObservedGeneration>
  /** The latest returned generation. */
  current: number
  /** How many requests have opened a generation, and how many of them have no response yet. */
  openingsSent: number
  openingsPending: number
  /** The number of returned steps over all generations, each counted once. */
  steps: number
  /** How many returned windows ended early, by the reason. */
  readonly windowEnds: Map<string, number>
  /** Every returned decision, in that order. */
  decisions: ObservedDecision[]
}

/** A decision, and the generation in which it was made. */
export interface ObservedDecision extends Decision {
  readonly generation: number
  readonly metric: string
  readonly step: number
}

export interface ObservedGeneration {
  readonly opened: Omit<OpenedGeneration, 'generation'>
  /** The first returned numbers, by step. */
  readonly values: string[]
  /** The first returned constants, by step: only responses with whole groups have them. */
  readonly constants: string[]
  readonly revisions: number[]
  /** The first returned decision, by metric and step. */
  readonly decisions: Map<string, Decision>
  /** The confirmed report, by metric, step and rank. */
  readonly reports: Map<string, number>
  /** The `seen` of the furthest place that was returned. */
  seen: string | undefined
  cursor: number
  sealedThrough: number
  /** Whether it was opened before the first advance: then step 0 is its own. */
  readonly beganUnsealed: boolean
  /** The highest requested step while it was the current generation. */
  maxRequested: number
}

/** A generation as it was returned. */
export interface OpenedGeneration {
  readonly generation: number
  readonly key: string
  readonly parent: number
  readonly resume_step: number
}

/** The progress of an optimizer according to the returned responses. */
export interface Progress {
  readonly generation: number
  readonly cursor: number
  readonly sealedThrough: number
  readonly openings: number
  /** While such a request is pending, the current generation is unknown. */
  readonly opening: number
}

export const createObservations = (id: string): Observations => ({
  id,
  generations: new Map([[1, createGeneration({ key: '', parent: 0, resume_step: 0 })]]),
  current: 1,
  openingsSent: 0,
  openingsPending: 0,
  steps: 0,
  windowEnds: new Map(),
  decisions: [],
})

export const createGeneration = (
  opened: Omit<OpenedGeneration, 'generation'>,
): ObservedGeneration => ({
  opened,
  values: [],
  constants: [],
  revisions: [],
  decisions: new Map(),
  reports: new Map(),
  seen: undefined,
  beganUnsealed: false,
  cursor: opened.resume_step,
  // Before the first advance nothing is sealed, and a generation may be opened at step 0 then.
  sealedThrough: opened.resume_step === 0 ? -1 : opened.resume_step,
  maxRequested: opened.resume_step,
})

/** A returned generation. */
export function generationOf(
  { id, generations }: Observations,
  generation: number,
): ObservedGeneration {
  const observed = generations.get(generation)
  assertInvariant(
    observed !== undefined,
    'I3 fencing',
    () => `${id}: generation ${generation} was never opened`,
  )
  return observed!
}

/**
 * The generation that sealed a step: up to the resume step it is the parent or an ancestor. Step 0 is
 * its own if no ancestor had sealed it.
 */
export function generationOfStep(
  observed: Observations,
  generation: number,
  step: number,
): ObservedGeneration {
  const own = generationOf(observed, generation)
  const { parent, resume_step: resumeStep } = own.opened
  if (parent === 0 || step > resumeStep || (step === 0 && own.beganUnsealed)) return own
  const ancestor = generationOfStep(observed, parent, step)
  return step === 0 && resumeStep === 0 && ancestor.values[0] === undefined ? own : ancestor
}

export function observedProgress(observed: Observations): Progress {
  const { current, openingsSent, openingsPending } = observed
  const { cursor, sealedThrough } = generationOf(observed, current)
  return {
    generation: current,
    cursor,
    sealedThrough,
    openings: openingsSent,
    opening: openingsPending,
  }
}
