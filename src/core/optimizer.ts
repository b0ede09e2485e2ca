import { firstGeneration, type Generation } from './generation.ts'
import { isSilent, type Input } from './input.ts'
import { refuse } from './problem.ts'
import type { Ballot } from './quorum.ts'
import type { Definition } from './registration.ts'
import type { State } from './state.ts'
import { begin } from './trajectory.ts'

/** An optimizer: what it was registered as, how far it has gone, and what is still to act. */
export interface Optimizer {
  readonly id: string
  readonly createdAt: string
  readonly definition: Definition
  /** 1 at registration, and one more with each input accepted. */
  readonly revision: number
  /** The last revision whose effect the values at `sealedThrough` show. */
  readonly acted: number
  readonly generation: Generation
  /** The highest step a trainer has asked for. */
  readonly cursor: number
  /** The highest step whose values have been handed out. They never change again. */
  readonly sealedThrough: number
  /** At `sealedThrough`. */
  readonly state: State
  /** Inputs accepted but not yet acted, in the order of acceptance. */
  readonly pending: readonly Input[]
  /** Metrics of which some ranks have reported and others have not. */
  readonly ballots: readonly Ballot[]
}

/**
 * A new optimizer at step 0, which is sealed from the start: registering hands it out.
 * @throws {Refusal} `value_not_finite` where a scheduler's initial step has no finite value.
 */
export const register = (id: string, definition: Definition, createdAt: string): Optimizer => ({
  id,
  createdAt,
  definition,
  revision: 1,
  acted: 1,
  generation: firstGeneration(createdAt),
  cursor: 0,
  sealedThrough: 0,
  state: begin(definition),
  pending: [],
  ballots: [],
})

/** The optimizer once it has been sealed through the step of `state`. */
export function sealed(optimizer: Optimizer, state: State): Optimizer {
  if (state.step <= optimizer.sealedThrough) return optimizer
  const { step } = state
  return {
    ...optimizer,
    cursor: step,
    sealedThrough: step,
    state,
    // The same list where nothing acted: then the plan need not be written again.
    pending: still(optimizer.pending, step),
  }
}

function still(pending: readonly Input[], step: number): readonly Input[] {
  const left = pending.filter((input) => input.step > step)
  return left.length === pending.length ? pending : left
}

/** Refuses a caller of another incarnation of the job. Left out, the current one is meant. */
export function fence({ generation: current }: Optimizer, generation: number = current): void {
  if (generation === current) return
  const code = generation < current ? 'stale_generation' : 'unknown_generation'
  refuse({ code, generation, current_generation: current })
}

/** Values that one call may compute: seconds' worth, or a minute's of long expressions. */
export const MAX_COMPUTED = 20_000_000

/** Refuses a step so far ahead that its unit is likely wrong, or the way there too long. */
export function refuseLeap({ cursor, state }: Optimizer, step: number, most: number): void {
  const affordable = Math.floor(MAX_COMPUTED / Math.max(1, state.program.labour))
  const limit = Math.max(1, Math.min(most, affordable))
  if (step > cursor + limit) refuse({ code: 'step_ahead', step, cursor, limit })
}

/** The last revision whose effect the values at `step` show, given every input up to there. */
export function revisionAt(step: number, inputs: readonly Input[]): number {
  return inputs.reduce((last, input) => (input.step <= step ? input.revision : last), 1)
}

/** The last revision that has acted by `sealedThrough`. */
export function actedRevision({ revision, pending }: Optimizer): number {
  const waiting = new Set(pending.map((input) => input.revision))
  let acted = revision
  while (waiting.has(acted)) acted -= 1
  return acted
}
