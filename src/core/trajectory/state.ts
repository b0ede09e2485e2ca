import { ArithmeticRefusal } from '../expression/arithmetic.ts'
import { adjustColumn } from './adjustment.ts'
import { compileFrame } from './compile_frame.ts'
import type { Binding, Frame, Program } from './frame.ts'
import { refuse } from '../problem.ts'
import { ScheduleEnded, UndefinedValue, type StepContext } from '../schedules/rule.ts'
import { clamp } from '../definition/scheduler.ts'
import { restoreMemory } from './slot.ts'

/** The values of every group at one step, with everything that determines the next values. */
export interface State {
  readonly step: number
  readonly frame: Frame
  readonly program: Program
  /** All values of all groups and the memory of all rules, in the program's columns. Read-only. */
  readonly values: Float64Array
}

/** The metrics decided at one step, by name, each in the order of its decisions. */
export type Metrics = StepContext['metrics']

export const NO_METRICS: Metrics = new Map()

/** Called after each step. `values` is valid only during the call. */
export type OnStep = (step: number, values: Float64Array, program: Program) => void

/** The state at the first step of a frame. */
export function stateOf(frame: Frame): State {
  const program = compileFrame(frame)
  const values = new Float64Array(program.length)
  values.set(frame.groups.flatMap((group) => Object.values(group.values)))
  for (const { column, driven } of program.adjustedColumns) values[driven] = values[column]!
  const slots = new Map(frame.groups.map(({ name, slots }) => [name, slots]))
  for (const { rule, slot, group, scheduler } of program.bindings) {
    restoreMemory(rule, slots.get(group)![scheduler]!, values.subarray(slot.memory))
  }
  for (const each of program.adjustedColumns) adjustColumn(each, frame.step, values)
  return { step: frame.step, frame, program, values }
}

/**
 * Runs every scheduler from the state's step to `to`, one torch step at a time.
 * @param metrics decided at each of these steps; schedulers of other metrics do not step.
 * @throws {Refusal} `value_not_finite`, `schedule_ended` if a rule has no value.
 */
export function run(
  state: State,
  to: number,
  onStep?: OnStep,
  metrics: Metrics = NO_METRICS,
): State {
  if (to <= state.step) return state
  const { frame, program } = state
  const values = state.values.slice()
  const context = { values, metrics }
  for (let step = state.step + 1; step <= to; step++) {
    for (const binding of program.bindings) stepBinding(binding, step, context)
    for (const each of program.adjustedColumns) adjustColumn(each, step, values)
    onStep?.(step, values, program)
  }
  return { step: to, frame, program, values }
}

/** One scheduler's step on one group. */
export function stepBinding(binding: Binding, step: number, context: StepContext): void {
  const { rule, slot, every } = binding
  if (step % every !== 0) return
  const epoch = Math.floor(step / every) - binding.epochOffset
  const { values } = context
  try {
    const result = rule.next(epoch, values[slot.column]!, slot, context)
    if (!Number.isFinite(result)) refuseValue(binding, step, result)
    values[slot.column] = clamp(result, binding)
  } catch (error) {
    refuseValue(binding, step, error)
  }
}

/** Refuses a value that is not finite, or a rule without a value. */
export function refuseValue(
  { scheduler, group }: Pick<Binding, 'scheduler' | 'group'>,
  step: number,
  result: unknown,
): never {
  const at = { scheduler, group, step }
  if (typeof result === 'number') {
    return refuse({ code: 'value_not_finite', ...at, reason: `its result is ${result}` })
  }
  if (result instanceof ScheduleEnded) {
    return refuse({ code: 'schedule_ended', ...at, reason: result.message })
  }
  if (result instanceof ArithmeticRefusal || result instanceof UndefinedValue) {
    return refuse({ code: 'value_not_finite', ...at, reason: result.message })
  }
  throw result
}
