import { firstDigest, type HistoryDigest } from './digest.ts'
import { firstGeneration, type Generation } from './generation.ts'
import { isBookkeeping, type Input, type OpenQuorum } from '../trajectory/input.ts'
import type { Definition } from '../definition/registration.ts'
import type { State } from '../trajectory/state.ts'
import { initialState } from '../trajectory/initial_state.ts'

/**
 * The furthest place of a history that was handed out, and that the store has lost. It is kept with the
 * optimizer until a generation is opened: meanwhile no caller is given a value.
 */
export interface LostPlace {
  /** The text that callers echo there. */
  readonly seen: string
  readonly generation: number
}

/** An optimizer: its definition, its progress and its pending inputs. */
export interface Optimizer {
  readonly id: string
  readonly createdAt: string
  readonly definition: Definition
  /** 1 at registration, and incremented by each accepted input. */
  readonly revision: number
  /** The digest of the history up to this revision. */
  readonly digest: HistoryDigest
  /** The last revision with an effect on the values at `sealedThrough`. */
  readonly acted: number
  readonly generation: Generation
  /** The highest step that a trainer has requested. */
  readonly cursor: number
  /**
   * The highest step whose values an advance has returned. They never change again. -1 before the
   * first advance.
   */
  readonly sealedThrough: number
  /** At `sealedThrough`; before the first advance, at step 0 with every input accepted for it. */
  readonly state: State
  /** Accepted inputs that have not acted yet, in the order of acceptance. */
  readonly pending: readonly Input[]
  /** Metrics with reports of some ranks, but not of all. */
  readonly openQuorums: readonly OpenQuorum[]
  /** Set while the store has lost what was handed out, until a generation is opened. */
  readonly regressed?: LostPlace | undefined
}

/**
 * A new optimizer at step 0, which is not sealed before the first advance.
 * @throws {Refusal} `value_not_finite` if a scheduler's initial step has no finite value.
 */
export function newOptimizer(id: string, definition: Definition, createdAt: string): Optimizer {
  return {
    ...{ id, createdAt, definition },
    revision: 1,
    digest: firstDigest(id, definition),
    acted: 1,
    generation: firstGeneration(createdAt),
    cursor: 0,
    sealedThrough: -1,
    state: initialState(definition),
    pending: [],
    openQuorums: [],
    regressed: undefined,
  }
}

/**
 * An optimizer from its parts. One literal, so that V8 stores the fields in the object. After
 * spreads they are in a separate array, which each later spread copies again, at each step.
 */
export const optimizerOf = (parts: Optimizer): Optimizer => ({
  id: parts.id,
  createdAt: parts.createdAt,
  definition: parts.definition,
  revision: parts.revision,
  digest: parts.digest,
  acted: parts.acted,
  generation: parts.generation,
  cursor: parts.cursor,
  sealedThrough: parts.sealedThrough,
  state: parts.state,
  pending: parts.pending,
  openQuorums: parts.openQuorums,
  regressed: parts.regressed,
})

/**
 * The optimizer, sealed through the step of `state`.
 * @param asked the step that a trainer requested; the sealed steps beyond it are a window.
 */
export function withSealedState(optimizer: Optimizer, state: State, asked = state.step): Optimizer {
  const cursor = Math.max(optimizer.cursor, asked)
  if (state.step <= optimizer.sealedThrough) {
    return cursor === optimizer.cursor ? optimizer : { ...optimizer, cursor }
  }
  const { step } = state
  // Most steps have no pending input, and an advance costs no more than this copy then.
  if (optimizer.pending.length === 0) return { ...optimizer, cursor, sealedThrough: step, state }
  return {
    ...optimizer,
    acted: revisionShownBy(optimizer, state),
    cursor,
    sealedThrough: step,
    state,
    // The same list if no input acted: the plan is then not written again.
    pending: inputsAfter(optimizer.pending, step),
  }
}

/**
 * The optimizer with other pending inputs. Before the first advance the state at step 0 is that of
 * all inputs at step 0: it is constructed again.
 * @throws {Refusal} `value_not_finite` if an input at step 0 has no finite value.
 */
export function withPending(optimizer: Optimizer, pending: readonly Input[]): Optimizer {
  const isUnsealed = optimizer.sealedThrough < 0
  const state = isUnsealed ? initialState(optimizer.definition, pending) : optimizer.state
  return { ...optimizer, pending, state }
}

/** The inputs that act after a step. */
export function inputsAfter(inputs: readonly Input[], step: number): readonly Input[] {
  const left = inputs.filter((input) => input.step > step)
  return left.length === inputs.length ? inputs : left
}

/** The first step at which a change can still act. */
export const earliestStep = ({ sealedThrough }: Optimizer): number => sealedThrough + 1

/** The last revision with an effect on the values at `step`, from the inputs up to this step. */
export function revisionAt(step: number, inputs: readonly Input[], before: number): number {
  const acting = inputs.filter((input) => input.step <= step && !isBookkeeping(input))
  return acting.reduce((last, { revision }) => Math.max(last, revision), before)
}

/** The last revision with an effect on a state that was computed from the optimizer's own state. */
export const revisionShownBy = ({ pending, acted }: Optimizer, { step }: State): number =>
  revisionAt(step, pending, acted)
