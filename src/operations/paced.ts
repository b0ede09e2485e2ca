import type { Input } from '../core/input.ts'
import type { State, Visit } from '../core/state.ts'
import { advance } from '../core/trajectory.ts'
import { inTurns } from './turns.ts'

/** Values computed between two looks at the clock: well under a millisecond's worth. */
const SLICE = 500

/** A run of any length, such that no other request waits for the whole of it. */
export const paced = (state: State, inputs: readonly Input[], to: number, visit?: Visit) =>
  inTurns(slices(state, inputs, to, visit))

function* slices(
  state: State,
  inputs: readonly Input[],
  to: number,
  visit?: Visit,
): Generator<void, State> {
  const due = inputs
    .filter(({ step }) => step > state.step && step <= to)
    .sort((a, b) => a.step - b.step)
  let now = state
  let first = 0
  while (now.step < to) {
    const { labour, columns } = now.program
    const work = Math.max(1, labour, visit ? columns.length : 0)
    const end = Math.min(to, now.step + Math.max(1, Math.floor(SLICE / work)))
    const acting = takeWhile(due, first, end)
    first += acting.length
    now = advance(now, acting, end, visit)
    if (now.step < to) yield
  }
  return now
}

/** What acts by `end`, of inputs in the order of their steps. */
function takeWhile(due: readonly Input[], first: number, end: number): readonly Input[] {
  let last = first
  while (last < due.length && due[last]!.step <= end) last += 1
  return due.slice(first, last)
}
