import { revisionAt, type Optimizer } from '../core/optimizer.ts'
import type { State } from '../core/state.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { stateBefore } from './history.ts'
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
  const { state, acted, inputs } = await stateBefore(context, stored, step)
  const arrived = await paced(state, inputs, step)
  const revision = revisionAt(step, inputs, acted)
  if (step < optimizer.sealedThrough) {
    recall(context.memory, stored, { state: arrived, acted: revision, decisions: [] })
  }
  return { optimizer, step, revision, state: arrived }
}

/** The values at a sealed step that this process remembers. */
export function remembered({ memory }: Context, stored: Stored, step: number): Rates | undefined {
  const { optimizer } = stored
  const { state, acted, sealedThrough } = optimizer
  if (step === sealedThrough) return { optimizer, step, revision: acted, state }
  const sealed = sealedAt(memory, stored, step)
  return sealed && { optimizer, step, revision: sealed.acted, state: sealed.state }
}
