import { ArithmeticRefusal } from './expression/arithmetic.ts'
import { compile, valuesOf, type Binding, type Frame, type Program } from './frame.ts'
import { refuse } from './problem.ts'

/** The values of every group at one step, and all that is needed to find the next ones. */
export interface State {
  readonly step: number
  readonly frame: Frame
  readonly program: Program
  /** All values of all groups, in the order of the program's columns. Never written to. */
  readonly values: Float64Array
}

/** Called after each step. `values` is good only during the call. */
export type Visit = (step: number, values: Float64Array, program: Program) => void

/** The state in which a frame begins. */
export const stateOf = (frame: Frame): State => ({
  step: frame.step,
  frame,
  program: compile(frame),
  values: valuesOf(frame),
})

/**
 * Takes every scheduler from the state's step to `to`, one torch step at a time.
 * @throws {Refusal} `value_not_finite` where a rule has no finite value.
 */
export function run(state: State, to: number, visit?: Visit): State {
  if (to <= state.step) return state
  const { program } = state
  const values = state.values.slice()
  for (let step = state.step + 1; step <= to; step++) {
    for (const binding of program.bindings) {
      values[binding.column] = next(binding, step, values[binding.column]!)
    }
    visit?.(step, values, program)
  }
  return { ...state, step: to, values }
}

function next(binding: Binding, step: number, value: number): number {
  try {
    const result = binding.rule.next(step - binding.since, value, binding.base)
    return Number.isFinite(result) ? result : refuseValue(binding, step, result)
  } catch (error) {
    return refuseValue(binding, step, error)
  }
}

/** Says no to a value that is not finite, or to an expression that has none. */
export function refuseValue(
  { scheduler, group }: Pick<Binding, 'scheduler' | 'group'>,
  step: number,
  outcome: unknown,
): never {
  if (typeof outcome !== 'number' && !(outcome instanceof ArithmeticRefusal)) throw outcome
  const reason = typeof outcome === 'number' ? `its result is ${outcome}` : outcome.message
  return refuse({ code: 'value_not_finite', scheduler, group, step, reason })
}
