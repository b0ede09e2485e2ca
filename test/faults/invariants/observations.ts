import type { Decision } from './advance_response.ts'
import { assertInvariant } from './violation.ts'

/** All that anyone was told of one optimizer. */
export interface Observations {
  readonly id: string
  readonly generations: Map<number, ObservedGeneration>
  /** The latest generation that anyone was told of. */
  current: number
  /** How often a rank has asked for a generation, and how many have no answer yet. */
  openingsSent: number
  openingsPending: number
  /** How many steps of how many generations have been told, each counted once. */
  steps: number
  /** Every decision that anyone was told of, in that order. */
  decisions: ObservedDecision[]
}

/** A decision, and the generation that it was made in. */
export interface ObservedDecision extends Decision {
  readonly generation: number
  readonly metric: string
  readonly step: number
}

export interface ObservedGeneration {
  readonly opened: Omit<OpenedGeneration, 'generation'>
  /** By step, the values that were told first. */
  readonly values: string[]
  readonly revisions: number[]
  /** By metric and step, what was told of the decision first. */
  readonly decisions: Map<string, Decision>
  /** By metric, step and rank, the report that was told to stand. */
  readonly reports: Map<string, number>
  /** The highest revision that anyone was told of. */
  revision: number
  cursor: number
  sealedThrough: number
  /** The highest step that anyone has asked for while it was the current one. */
  maxRequested: number
}

/** A generation as it was answered. */
export interface OpenedGeneration {
  readonly generation: number
  readonly key: string
  readonly parent: number
  readonly resume_step: number
}

/** How far an optimizer has gone, as far as anyone was told. */
export interface Progress {
  readonly generation: number
  readonly cursor: number
  readonly sealedThrough: number
  readonly openings: number
  /** While any rank has asked for a generation, which one is current is open. */
  readonly opening: number
}

export const createObservations = (id: string): Observations => ({
  id,
  generations: new Map([[1, createGeneration({ key: '', parent: 0, resume_step: 0 })]]),
  current: 1,
  openingsSent: 0,
  openingsPending: 0,
  steps: 0,
  decisions: [],
})

export const createGeneration = (
  opened: Omit<OpenedGeneration, 'generation'>,
): ObservedGeneration => ({
  opened,
  values: [],
  revisions: [],
  decisions: new Map(),
  reports: new Map(),
  revision: 1,
  cursor: opened.resume_step,
  sealedThrough: opened.resume_step,
  maxRequested: opened.resume_step,
})

/** A generation that somebody was told of. */
export function generationOf(
  { id, generations }: Observations,
  generation: number,
): ObservedGeneration {
  const observed = generations.get(generation)
  assertInvariant(
    observed !== undefined,
    'I3 fencing',
    () => `${id}: nobody has opened ${generation}`,
  )
  return observed!
}

/** The generation whose own step this is: what it resumed from was its parent's. */
export function generationOfStep(
  observed: Observations,
  generation: number,
  step: number,
): ObservedGeneration {
  const own = generationOf(observed, generation)
  const { parent, resume_step: resumeStep } = own.opened
  return parent === 0 || step > resumeStep ? own : generationOfStep(observed, parent, step)
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
