import type { Input } from '../../core/trajectory/input.ts'
import type { State, OnStep } from '../../core/trajectory/state.ts'
import { fold } from '../../core/trajectory/fold.ts'
import { runYielding } from './yielding.ts'

/** The most values computed between two looks at the clock: of cheap ones far less than a turn's. */
const MAX_SLICE_VALUES = 500
/** How many it is at first, as long as it is not known what a value costs. */
const FIRST_SLICE_VALUES = 8
/** How long a slice may take, in milliseconds, before the next one is made smaller. */
const SLICE_MS = 0.5

/** A run of any length, such that no other request waits for the whole of it. */
export async function runInSlices(
  state: State,
  inputs: readonly Input[],
  to: number,
  visit?: OnStep,
): Promise<State> {
  if (fitsOneSlice(state, to, visit)) return fold(state, inputs, to, visit)
  return runYielding(slices(state, inputs, to, visit))
}

/** Whether a way needs no turns: the next step, which is what is asked for most, or a few cheap ones. */
export const fitsOneSlice = (state: State, to: number, visit?: OnStep): boolean =>
  to - state.step <= stepsIn(FIRST_SLICE_VALUES, state, visit)

/** What a value costs is not known beforehand, an expression may cost a thousand times as much. */
function* slices(
  state: State,
  inputs: readonly Input[],
  to: number,
  visit?: OnStep,
): Generator<void, State> {
  const due = inputs
    .filter(({ step }) => step > state.step && step <= to)
    .sort((a, b) => a.step - b.step)
  let now = state
  let first = 0
  let slice = FIRST_SLICE_VALUES
  while (now.step < to) {
    const began = performance.now()
    const end = Math.min(to, now.step + stepsIn(slice, now, visit))
    const acting = actingBy(due, first, end)
    first += acting.length
    now = fold(now, acting, end, visit)
    slice =
      performance.now() - began > SLICE_MS
        ? Math.max(1, slice / 4)
        : Math.min(MAX_SLICE_VALUES, slice * 2)
    if (now.step < to) yield
  }
  return now
}

/** The steps that a number of values is good for, at least one. */
function stepsIn(values: number, { program }: State, visit?: OnStep): number {
  const { rulesPerStep, layouts } = program
  const each = Math.max(1, rulesPerStep, visit ? layouts.length : 0)
  return Math.max(1, Math.floor(values / each))
}

/** What acts by `end`, of inputs in the order of their steps. */
function actingBy(due: readonly Input[], first: number, end: number): readonly Input[] {
  let last = first
  while (last < due.length && due[last]!.step <= end) last += 1
  return due.slice(first, last)
}
