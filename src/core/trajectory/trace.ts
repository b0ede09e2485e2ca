import type { Binding, Frame } from './frame.ts'
import type { Input } from './input.ts'
import { run, take, type Metrics, type State } from './state.ts'
import { actOne, frameAt, sortOut, withoutLeaving } from './fold.ts'

/** What one scheduler did to one value. */
export interface Move {
  readonly binding: Binding
  readonly before: number
  readonly after: number
}

/** What one input did, after the schedulers had stepped. */
export interface Act {
  readonly input: Input
  readonly before: Frame
  readonly after: Frame
}

/** How one step came about: what each scheduler did, and then what each input did. */
export interface Trace {
  readonly moves: readonly Move[]
  readonly acts: readonly Act[]
}

/**
 * Takes one step, and tells how.
 * @param before the state at the step before.
 * @param accepted the inputs that act at the step.
 * @throws {Refusal} as the step itself does.
 */
export function trace(before: State, accepted: readonly Input[], step: number): Trace {
  const { metrics, inputs } = sortOut(accepted)
  const remaining = withoutLeaving(before, inputs)
  const moves = movesOf(remaining, step, metrics)
  let frame = frameAt(run(remaining, step, undefined, metrics))
  const acts = inputs.map((input) => {
    const after = actOne(frame, input)
    const act = { input, before: frame, after }
    frame = after
    return act
  })
  return { moves, acts }
}

function movesOf({ program, values: all }: State, step: number, metrics: Metrics): Move[] {
  const values = all.slice()
  return program.bindings.map((binding) => {
    const before = values[binding.seat.column]!
    take(binding, step, { values, metrics })
    return { binding, before, after: values[binding.seat.column]! }
  })
}
