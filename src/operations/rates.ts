import { revisionAt, type Optimizer } from '../core/optimizer.ts'
import type { State } from '../core/state.ts'
import { advance } from '../core/trajectory.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { stateBefore, stretches } from './history.ts'
import { recall, sealedAt } from './trail.ts'
import { paced } from './paced.ts'

/** What every group is set to at one step. */
export interface Rates {
  readonly optimizer: Optimizer
  readonly step: number
  /** The last revision these values show the effect of. */
  readonly revision: number
  readonly state: State
}

/** The values at a step: those that were sealed there, or those that would be as things stand. */
export async function ratesAt(context: Context, stored: Stored, step: number): Promise<Rates> {
  const found = remembered(context, stored, step)
  if (found) return found
  const { optimizer } = stored
  if (step < optimizer.sealedThrough) return replayed(context, stored, step)
  const { state, acted, inputs } = await stateBefore(context, stored, step)
  const arrived = await paced(state, inputs, step)
  return { optimizer, step, revision: revisionAt(step, inputs, acted), state: arrived }
}

/** How many values are computed beyond the step that is asked for, and at how many steps at most. */
const MORE_VALUES = 128
const MORE_STEPS = 16

/** Whoever asks for a step that is not remembered is far behind, and is to ask for the next ones. */
async function replayed(context: Context, stored: Stored, step: number): Promise<Rates> {
  const { optimizer } = stored
  const last = Math.min(step + moreFor(optimizer, step), optimizer.sealedThrough - 1)
  const [start] = await stretches(context, stored, step, last)
  const { acted, inputs } = start!
  const first = await paced(start!.state, inputs, step)
  const passed = [first]
  while (passed.at(-1)!.step < last) {
    const before = passed.at(-1)!
    passed.push(advance(before, inputs, before.step + 1))
  }
  const sealed = passed.map((state) => {
    return { state, acted: revisionAt(state.step, inputs, acted), decisions: [] }
  })
  // The one that is asked for last: it must not give way to the others.
  for (const each of sealed.toReversed()) recall(context.memory, stored, each)
  return { optimizer, step, revision: sealed[0]!.acted, state: first }
}

/** How many steps more are worth their while. Those of an earlier generation end where it was left. */
function moreFor({ generation, state: { program, values } }: Optimizer, step: number): number {
  if (step < generation.resumeStep) return 0
  const each = Math.max(1, program.labour, values.length / 8)
  return Math.min(MORE_STEPS, Math.floor(MORE_VALUES / each))
}

/** The values at a sealed step that this process remembers. */
export function remembered({ memory }: Context, stored: Stored, step: number): Rates | undefined {
  const { optimizer } = stored
  const { state, acted, sealedThrough } = optimizer
  if (step === sealedThrough) return { optimizer, step, revision: acted, state }
  const sealed = sealedAt(memory, stored, step)
  return sealed && { optimizer, step, revision: sealed.acted, state: sealed.state }
}
