import type { Definition } from '../../../src/core/definition/registration.ts'
import { Refusal } from '../../../src/core/problem.ts'
import { isInForce } from '../../../src/core/trajectory/adjustment.ts'
import { fold, frameAt } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import type { Input } from '../../../src/core/trajectory/input.ts'
import { stateOf, type State } from '../../../src/core/trajectory/state.ts'

/** What is explained, and everything from which it follows. */
export interface Replay {
  readonly definition: Definition
  readonly inputs: readonly Input[]
  readonly group: string
  readonly param: string
  readonly step: number
}

const stateAt = ({ definition, step }: Replay, inputs: readonly Input[], at = step): State =>
  fold(initialState(definition, inputs), inputs, at)

const inFrame = (state: State, { group, param }: Replay): number | undefined => {
  const index = state.frame.groups.findIndex(({ name }) => name === group)
  if (index < 0) return undefined
  const { paths, offset } = state.program.layouts[index]!
  return state.values[offset + paths.indexOf(param)]
}

/** The value after a replay of some inputs; undefined where it has none. */
export function valueOf(replay: Replay, inputs: readonly Input[]): number | undefined {
  try {
    return inFrame(stateAt(replay, inputs), replay)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The edits that are in force on the value. */
export function inForce(replay: Replay): Set<number> {
  const { frame } = stateAt(replay, replay.inputs)
  const { adjustments = [] } = frame.groups.find(({ name }) => name === replay.group)!
  const own = adjustments.filter((each) => each.path === replay.param)
  return new Set(own.filter((each) => isInForce(each, replay.step)).map((each) => each.revision))
}

/** The inputs without one of them. A later scheduler of a name that is then taken has another one. */
export function without(inputs: readonly Input[], input: Input): Input[] {
  const others = inputs.filter((each) => each !== input)
  if (input.kind !== 'scheduler_detached') return others
  const isLater = (each: Input) =>
    each.step > input.step || (each.step === input.step && each.revision > input.revision)
  const attaches = (each: Input) =>
    each.kind === 'scheduler_attached' && each.scheduler.name === input.scheduler
  if (!others.some((each) => attaches(each) && isLater(each))) return others
  const renamed = (each: Input): Input => {
    const text = JSON.stringify(each).replaceAll(`"${input.scheduler}"`, `"${input.revision}"`)
    return JSON.parse(text) as Input
  }
  return others.map((each) => (isLater(each) ? renamed(each) : each))
}

/** Left out one by one: the revisions without which the value differs. */
export const neededAlone = (replay: Replay): number[] =>
  replay.inputs
    .filter(({ kind }) => kind !== 'metric_decided')
    .filter((each) => !Object.is(valueOf(replay, without(replay.inputs, each)), value(replay)))
    .map(({ revision }) => revision)

const value = (replay: Replay) => valueOf(replay, replay.inputs)

/** Left out from the earliest on, each for good if the value is the same: what remains. */
export function needed(replay: Replay): { inputs: readonly Input[]; metrics: number[] } {
  const wanted = value(replay)
  const kept = inForce(replay)
  const inOrder = replay.inputs.toSorted((a, b) => a.step - b.step || a.revision - b.revision)
  let inputs: readonly Input[] = withoutCancelled(inOrder)
  const metrics: number[] = []
  for (const { revision, kind } of inOrder) {
    const input = inputs.find((each) => each.revision === revision)
    if (!input || kind === 'group_removed' || kept.has(revision)) continue
    if (kind === 'metric_decided') {
      if (!Object.is(unreduced({ ...replay, inputs }, input), wanted)) metrics.push(revision)
      continue
    }
    const others = without(inputs, input)
    if (Object.is(valueOf(replay, others), wanted)) inputs = others
  }
  return { inputs, metrics }
}

/** A scheduler that is attached and detached at one step. */
const withoutCancelled = (inputs: readonly Input[]): readonly Input[] =>
  inputs.filter((input) => !inputs.some((other) => cancel(input, other) || cancel(other, input)))

const cancel = (one: Input, other: Input): boolean =>
  one.kind === 'scheduler_attached' &&
  other.kind === 'scheduler_detached' &&
  one.scheduler.name === other.scheduler &&
  one.step === other.step &&
  one.revision < other.revision

/** The value at the step if a metric had moved the counters, and not the value. */
function unreduced(replay: Replay, metric: Input): number | undefined {
  const { inputs, step, group, param } = replay
  if (metric.step > step) return value(replay)
  const others = inputs.filter((each) => each !== metric)
  const at = metric.step
  const reduced = stateAt(replay, inputs, at)
  const before = stateAt(replay, inputs, at - 1)
  const frame = frameAt(reduced)
  const plain = frameAt(fold(before, others, at))
  const own = plain.groups.find(({ name }) => name === group)?.values[param]
  const groups = frame.groups.map((each) =>
    each.name === group && own !== undefined
      ? { ...each, values: { ...each.values, [param]: own } }
      : each,
  )
  return inFrame(fold(stateOf({ ...frame, groups }), inputs, step), replay)
}
