import { fold } from '../../core/trajectory/fold.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { OnStep, State } from '../../core/trajectory/state.ts'
import { yielder } from './yielding.ts'

/** The most values computed between two readings of the clock: cheap ones take far less than a slice. */
const MAX_SLICE_VALUES = 500
/** The size of the first slice, as long as the cost of a value is unknown. */
const FIRST_SLICE_VALUES = 8
/** A slice that takes longer, in milliseconds, is followed by a smaller one. */
const SLICE_MS = 0.5

/**
 * Runs from a state to a step. A long run yields between slices, so that no other request waits for
 * the whole of it. The cost of a value is not known beforehand: an expression may cost a thousand
 * times as much as a rule of torch, so each slice is sized by the time that the last one took.
 */
export async function runInSlices(
  from: State,
  inputs: readonly Input[],
  to: number,
  onStep?: OnStep,
): Promise<State> {
  if (fitsOneSlice(from, to, onStep)) return fold(from, inputs, to, onStep)
  const acting = inputsByStep(inputs, from.step, to)
  const pause = yielder()
  let state = from
  let values = FIRST_SLICE_VALUES
  while (state.step < to) {
    const began = performance.now()
    const end = Math.min(to, state.step + stepsIn(values, state, onStep))
    state = fold(state, acting(end), end, onStep)
    const isSlow = performance.now() - began > SLICE_MS
    values = isSlow ? Math.max(1, values / 4) : Math.min(MAX_SLICE_VALUES, values * 2)
    if (state.step < to) await pause()
  }
  return state
}

/** Whether a run needs no yielding: the next step, the most frequent request, or a few cheap ones. */
export const fitsOneSlice = (state: State, to: number, onStep?: OnStep): boolean =>
  to - state.step <= stepsIn(FIRST_SLICE_VALUES, state, onStep)

/** The steps that a number of values is good for, at least one. */
function stepsIn(values: number, { program }: State, onStep?: OnStep): number {
  const { rulesPerStep, layouts } = program
  const valuesPerStep = Math.max(1, rulesPerStep, onStep ? layouts.length : 0)
  return Math.max(1, Math.floor(values / valuesPerStep))
}

/** A function that gives the inputs of one slice after the other, by the step at which each ends. */
function inputsByStep(inputs: readonly Input[], after: number, through: number) {
  const due = inputs
    .filter(({ step }) => step > after && step <= through)
    .sort((a, b) => a.step - b.step)
  let first = 0
  return (end: number): readonly Input[] => {
    const begin = first
    while (first < due.length && due[first]!.step <= end) first += 1
    return due.slice(begin, first)
  }
}
