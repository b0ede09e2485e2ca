import type { Definition } from '../definition/registration.ts'
import { construction } from './initial_state.ts'
import type { Binding, Frame } from './frame.ts'
import type { Input } from './input.ts'
import { run, stepBinding, type Metrics, type State } from './state.ts'
import { applyBeforeSchedulers, applyInput, frameAt, splitMetrics } from './fold.ts'

/** The change of one value by one scheduler. */
export interface SchedulerChange {
  readonly binding: Binding
  readonly before: number
  readonly after: number
}

/** The effect of one input, after the schedulers had stepped. */
export interface InputEffect {
  readonly input: Input
  readonly before: Frame
  readonly after: Frame
}

/** The effects of each scheduler, and then of each input, at one step. */
export interface Trace {
  readonly schedulerChanges: readonly SchedulerChange[]
  readonly inputEffects: readonly InputEffect[]
}

/**
 * Computes one step, and records the effects.
 * @param before the state at the previous step.
 * @param accepted the inputs that act at the step.
 * @throws {Refusal} as the step itself does.
 */
export function trace(before: State, accepted: readonly Input[], step: number): Trace {
  const { metrics, inputs } = splitMetrics(accepted)
  const remaining = applyBeforeSchedulers(before, inputs)
  const schedulerChanges = schedulerChangesOf(remaining, step, metrics)
  const stepped = frameAt(run(remaining, step, undefined, metrics))
  return { schedulerChanges, inputEffects: effectsOn(stepped, inputs) }
}

/** The effects of the inputs at step 0, after the construction of the definition. */
export function traceConstruction(definition: Definition, accepted: readonly Input[]): Trace {
  const { constructed, additions } = construction(definition, accepted)
  return { schedulerChanges: [], inputEffects: effectsOn(constructed, additions) }
}

function effectsOn(began: Frame, inputs: readonly Input[]): InputEffect[] {
  let frame = began
  return inputs.map((input) => {
    const after = applyInput(frame, input)
    const effect = { input, before: frame, after }
    frame = after
    return effect
  })
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
