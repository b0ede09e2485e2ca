import { hyperparameterOf } from '../hyperparameters.ts'
import { MAX_COMPUTED } from '../optimizer/refusals.ts'
import type { Program } from '../trajectory/frame.ts'
import type { Input } from '../trajectory/input.ts'
import { movedByEdit, movedBySchedulers, movesAllColumns } from '../series/moved_columns.ts'

/** The most numbers of a window: about ten milliseconds for their JSON. */
const MAX_WINDOW_VALUES = 250_000

/**
 * The last step of a window from `from` to `through` as its size allows; at least its first step.
 * It depends on the program and on the inputs up to that step only: so a window that is requested
 * again, when later inputs are known, ends at the same step.
 * @param program at the step before the window.
 * @param inputs that act in the window, in any order.
 */
export function lastWithinLimit(
  { from, through }: { from: number; through: number },
  program: Program,
  inputs: readonly Input[],
): number {
  const paths = program.layouts.flatMap((each) => each.paths)
  const names = movedBySchedulers(program)
  const widthOf = () => paths.filter((path) => names.has(hyperparameterOf(path))).length
  const lastFor = (width: number) => lastOf(from, MAX_WINDOW_VALUES / Math.max(1, width))
  let width = widthOf()
  let last = Math.min(through, lastFor(width), lastToCompute(from, program))
  for (const input of widening(inputs, from)) {
    if (input.step > last) return last
    const before = names.size
    for (const name of movedByEdit(input)) names.add(name)
    if (movesAllColumns(input)) width = paths.length
    else if (names.size > before) width = Math.max(width, widthOf())
    // The columns of this input do not fit in, unless the window ends before it.
    last = Math.min(last, Math.max(input.step - 1, lastFor(width)))
  }
  return last
}

/** The inputs of a window that may give it more columns, by step. */
const widening = (inputs: readonly Input[], from: number): readonly Input[] =>
  inputs
    .filter(({ kind, step }) => step >= from && kind !== 'metric_decided')
    .sort((a, b) => a.step - b.step)

const lastOf = (from: number, steps: number): number => from - 1 + Math.max(1, Math.floor(steps))

/** The last step that one call may compute. */
const lastToCompute = (from: number, { rulesPerStep }: Program): number =>
  lastOf(from, MAX_COMPUTED / Math.max(1, rulesPerStep))
