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
  let now = state
  while (now.step < to) {
    const { bindings, columns } = now.program
    const work = Math.max(1, bindings.length, visit ? columns.length : 0)
    const steps = Math.max(1, Math.floor(SLICE / work))
    now = advance(now, inputs, Math.min(to, now.step + steps), visit)
    if (now.step < to) yield
  }
  return now
}
