import type { Binding, Frame } from './frame.ts'
import type { Input } from './input.ts'
import { run, stepBinding, type Metrics, type State } from './state.ts'
import { applyInput, frameAt, splitMetrics, applyRemovals } from './fold.ts'

/** What one scheduler did to one value. */
export interface SchedulerChange {
  readonly binding: Binding
  readonly before: number
  readonly after: number
}

/** What one input did, after the schedulers had stepped. */
export interface InputEffect {
  readonly input: Input
  readonly before: Frame
  readonly after: Frame
}

/** How one step came about: what each scheduler did, and then what each input did. */
export interface Trace {
  readonly schedulerChanges: readonly SchedulerChange[]
  readonly inputEffects: readonly InputEffect[]
}

/**
 * Takes one step, and tells how.
 * @param before the state at the step before.
 * @param accepted the inputs that act at the step.
 * @throws {Refusal} as the step itself does.
 */
export function trace(before: State, accepted: readonly Input[], step: number): Trace {
  const { metrics, inputs } = splitMetrics(accepted)
  const remaining = applyRemovals(before, inputs)
  const schedulerChanges = schedulerChangesOf(remaining, step, metrics)
  let frame = frameAt(run(remaining, step, undefined, metrics))
  const inputEffects = inputs.map((input) => {
    const after = applyInput(frame, input)
    const act = { input, before: frame, after }
    frame = after
    return act
  })
  return { schedulerChanges, inputEffects }
}

function schedulerChangesOf(
  { program, values: all }: State,
  step: number,
  metrics: Metrics,
): SchedulerChange[] {
  const values = all.slice()
  return program.bindings.map((binding) => {
    const before = values[binding.slot.column]!
    stepBinding(binding, step, { values, metrics })
    return { binding, before, after: values[binding.slot.column]! }
  })
}
