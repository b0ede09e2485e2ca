import { ArithmeticRefusal } from '../expression/arithmetic.ts'
import { compile, type Binding, type Frame, type Program } from './frame.ts'
import { refuse } from '../problem.ts'
import { ScheduleEnded, UndefinedValue, type StepContext } from '../schedules/rule.ts'
import { clamp } from '../definition/scheduler.ts'
import { remember } from './slot.ts'

/** The values of every group at one step, and all that is needed to find the next ones. */
export interface State {
  readonly step: number
  readonly frame: Frame
  readonly program: Program
  /** All values of all groups, and what rules remember, as the program has it. Never written to. */
  readonly values: Float64Array
}

/** The metrics decided at one step, by name, each in the order of its decisions. */
export type Metrics = StepContext['metrics']

const NONE: Metrics = new Map()

/** Called after each step. `values` is good only during the call. */
export type Visit = (step: number, values: Float64Array, program: Program) => void

/** The state in which a frame begins. */
export function stateOf(frame: Frame): State {
  const program = compile(frame)
  const values = new Float64Array(program.length)
  values.set(frame.groups.flatMap((group) => Object.values(group.values)))
  const seats = new Map(frame.groups.map(({ name, seats }) => [name, seats]))
  for (const { rule, seat, group, scheduler } of program.bindings) {
    remember(rule, seats.get(group)![scheduler]!, values.subarray(seat.memory))
  }
  return { step: frame.step, frame, program, values }
}

/**
 * Takes every scheduler from the state's step to `to`, one torch step at a time.
 * @param metrics decided at each of these steps; schedulers that go by any other stand still.
 * @throws {Refusal} `value_not_finite`, `schedule_ended` where a rule has no value.
 */
export function run(state: State, to: number, visit?: Visit, metrics: Metrics = NONE): State {
  if (to <= state.step) return state
  const { frame, program } = state
  const values = state.values.slice()
  const now = { values, metrics }
  for (let step = state.step + 1; step <= to; step++) {
    for (const binding of program.bindings) take(binding, step, now)
    visit?.(step, values, program)
  }
  return { step: to, frame, program, values }
}

/** One scheduler's step on one group. */
export function take(binding: Binding, step: number, now: StepContext): void {
  const { rule, seat, every } = binding
  if (step % every !== 0) return
  const epoch = Math.floor(step / every) - binding.before
  const { values } = now
  try {
    const result = rule.next(epoch, values[seat.column]!, seat, now)
    if (!Number.isFinite(result)) refuseValue(binding, step, result)
    values[seat.column] = clamp(result, binding)
  } catch (error) {
    refuseValue(binding, step, error)
  }
}

/** Says no to a value that is not finite, or to a rule that has none. */
export function refuseValue(
  { scheduler, group }: Pick<Binding, 'scheduler' | 'group'>,
  step: number,
  outcome: unknown,
): never {
  const at = { scheduler, group, step }
  if (typeof outcome === 'number') {
    return refuse({ code: 'value_not_finite', ...at, reason: `its result is ${outcome}` })
  }
  if (outcome instanceof ScheduleEnded) {
    return refuse({ code: 'schedule_ended', ...at, reason: outcome.message })
  }
  if (outcome instanceof ArithmeticRefusal || outcome instanceof UndefinedValue) {
    return refuse({ code: 'value_not_finite', ...at, reason: outcome.message })
  }
  throw outcome
}
