import { setImmediate } from 'node:timers/promises'
import type { Input } from '../core/input.ts'
import type { State, Visit } from '../core/state.ts'
import { advance } from '../core/trajectory.ts'

/** Values computed before others get a turn: a few milliseconds' worth. */
const SLICE = 20_000

/** A long run in slices, so that no other request waits for more than one of them. */
export async function paced(
  state: State,
  inputs: readonly Input[],
  to: number,
  visit?: Visit,
): Promise<State> {
  let now = state
  while (now.step < to) {
    const { bindings, columns } = now.program
    const work = Math.max(bindings.length, visit ? columns.length : 1)
    const steps = Math.max(1, Math.floor(SLICE / work))
    now = advance(now, inputs, Math.min(to, now.step + steps), visit)
    if (now.step < to) await setImmediate()
  }
  return now
}
