import { firstGeneration, type Generation } from './generation.ts'
import { isBookkeeping, type Input, type OpenQuorum } from '../trajectory/input.ts'
import type { Definition } from '../definition/registration.ts'
import type { State } from '../trajectory/state.ts'
import { initialState } from '../trajectory/fold.ts'

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
  readonly openQuorums: readonly OpenQuorum[]
}

/**
 * A new optimizer at step 0, which is sealed from the start: registering hands it out.
 * @throws {Refusal} `value_not_finite` where a scheduler's initial step has no finite value.
 */
export const newOptimizer = (id: string, definition: Definition, createdAt: string): Optimizer => ({
  id,
  createdAt,
  definition,
  revision: 1,
  acted: 1,
  generation: firstGeneration(createdAt),
  cursor: 0,
  sealedThrough: 0,
  state: initialState(definition),
  pending: [],
  openQuorums: [],
})

/**
 * An optimizer of its parts. Field by field: those of an object that is put together of others lie
 * apart from it, and are copied one more time at each step.
 */
export const optimizerOf = (parts: Optimizer): Optimizer => ({
  id: parts.id,
  createdAt: parts.createdAt,
  definition: parts.definition,
  revision: parts.revision,
  acted: parts.acted,
  generation: parts.generation,
  cursor: parts.cursor,
  sealedThrough: parts.sealedThrough,
  state: parts.state,
  pending: parts.pending,
  openQuorums: parts.openQuorums,
})

/**
 * The optimizer once it has been sealed through the step of `state`.
 * @param asked the step that a trainer asked for; what is sealed beyond it is a window.
 */
export function withSealedState(optimizer: Optimizer, state: State, asked = state.step): Optimizer {
  const cursor = Math.max(optimizer.cursor, asked)
  if (state.step <= optimizer.sealedThrough) {
    return cursor === optimizer.cursor ? optimizer : { ...optimizer, cursor }
  }
  const { step } = state
  return {
    ...optimizer,
    acted: revisionShownBy(optimizer, state),
    cursor,
    sealedThrough: step,
    state,
    // The same list where nothing acted: then the plan need not be written again.
    pending: inputsAfter(optimizer.pending, step),
  }
}

/** The inputs that have not acted by a step. */
export function inputsAfter(inputs: readonly Input[], step: number): readonly Input[] {
  const left = inputs.filter((input) => input.step > step)
  return left.length === inputs.length ? inputs : left
}

/** The first step that a change can still act at. */
export const earliestStep = ({ sealedThrough }: Optimizer): number => sealedThrough + 1

/** The last revision whose effect the values at `step` show, of those that act up to there. */
export function revisionAt(step: number, inputs: readonly Input[], before: number): number {
  const acting = inputs.filter((input) => input.step <= step && !isBookkeeping(input))
  return acting.reduce((last, { revision }) => Math.max(last, revision), before)
}

/** The last revision whose effect a state shows, on the way from an optimizer's own state. */
export const revisionShownBy = ({ pending, acted }: Optimizer, { step }: State): number =>
  revisionAt(step, pending, acted)
