import { adjustColumn } from './adjustment.ts'
import type { Binding, Program } from './frame.ts'
import { anyRule, skipOf, type StepContext } from '../schedules/rule.ts'
import { NO_METRICS, stepBinding, type OnStep, type State } from './state.ts'

/** The next step to compute after one, at the latest. */
export type NextStop = (step: number) => number

/** The steps of a run that are computed, and the most of them. */
export interface Stops {
  readonly next: NextStop
  readonly limit: number
}

const known = new WeakMap<Program, boolean>()

/**
 * Whether steps of a program can be left out: each of its rules knows how far, and no rule changes
 * what another one overwrites, since such a change would last one step only.
 */
export function canSkip(program: Program): boolean {
  const found = known.get(program)
  if (found !== undefined) return found
  const result =
    program.bindings.every(({ rule }) => skipOf(rule) !== undefined) && hasOneWriter(program)
  known.set(program, result)
  return result
}

/** Whether each column that a rule overwrites has no other rule. */
function hasOneWriter({ bindings }: Program): boolean {
  const written = bindings.flatMap((binding) =>
    columnsOf(binding).map((column) => ({ column, overwrites: binding.rule.overwrites === true })),
  )
  const byColumn = Map.groupBy(written, ({ column }) => column)
  return [...byColumn.values()].every(
    (own) => own.length === 1 || !own.some(({ overwrites }) => overwrites),
  )
}

function columnsOf({ rule, slot }: Binding): number[] {
  const momentum = anyRule(rule, ({ drivesMomentum }) => drivesMomentum === true)
  const beta2 = anyRule(rule, ({ setsBeta2 }) => setsBeta2 === true)
  return [slot.column, ...(momentum ? [slot.momentum] : []), ...(beta2 ? [slot.beta2] : [])]
}

/**
 * Runs from a state without inputs, and computes only steps from which the others follow: those that
 * are left out have values between those of their neighbours. Each computed value is the one that
 * a run of all steps has. It ends at `to`, or earlier after `limit` steps.
 * @param state of a program with {@link canSkip}.
 */
export function runSkipping(
  state: State,
  to: number,
  { next, limit }: Stops,
  onStep: OnStep,
): State {
  const { frame, program } = state
  const { bindings, adjustedColumns } = program
  const values = state.values.slice()
  const context = { values, metrics: NO_METRICS }
  const nextDue = dueSteps(program, state.step)
  let step = state.step
  for (let count = 0; count < limit && step < to; count++) {
    const before = step
    step = Math.min(to, next(before), nextDue(before))
    for (const binding of bindings) stepOnce(binding, before, step, context)
    for (const each of adjustedColumns) adjustColumn(each, step, values)
    onStep(step, values, program)
  }
  return { step, frame, program, values }
}

/** Values between two multiples of `every` are those at the first one. */
function stepOnce(binding: Binding, before: number, step: number, context: StepContext): void {
  const own = step - (step % binding.every)
  if (own > before) stepBinding(binding, own, context)
}

/** The next step that has to be computed, of any rule or factor. It is asked in ascending order. */
function dueSteps({ bindings, adjustedColumns }: Program, from: number): NextStop {
  // An edited value is overwritten or bounded by the first step of a rule.
  const due = bindings.map(({ every }) => (Math.floor(from / every) + 1) * every)
  const ends = adjustedColumns
    .flatMap(({ adjustments }) => adjustments.flatMap(({ until = Infinity }) => [until - 1, until]))
    .filter((step) => step > from && step < Infinity)
    .sort((a, b) => b - a)
  return (step) => {
    while (ends.length > 0 && ends.at(-1)! <= step) ends.pop()
    bindings.forEach((binding, index) => {
      if (due[index]! <= step) due[index] = dueAfter(binding, step)
    })
    return due.reduce((first, each) => Math.min(first, each), ends.at(-1) ?? Infinity)
  }
}

function dueAfter({ rule, slot, every, epochOffset }: Binding, step: number): number {
  const epoch = Math.floor(step / every) - epochOffset
  return (skipOf(rule)!(epoch, slot) + epochOffset) * every
}
