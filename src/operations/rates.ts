import { hyperparametersAt } from '../core/frame.ts'
import type { Hyperparameters } from '../core/hyperparameters.ts'
import { revisionAt, type Optimizer } from '../core/optimizer.ts'
import type { State } from '../core/state.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { stateBefore } from './history.ts'
import { stepKey } from './memory.ts'
import { paced } from './paced.ts'

/** What every group is set to at one step. */
export interface Rates {
  readonly optimizer: Optimizer
  readonly step: number
  /** The last revision these values show the effect of. */
  readonly revision: number
  readonly groups: readonly { readonly name: string; readonly hyperparameters: Hyperparameters }[]
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
    const sealed = { state: arrived, acted: revision, decisions: [] }
    context.memory.recent.set(stepKey(stored, step), sealed)
  }
  return rates(optimizer, arrived, revision)
}

/** The values at a sealed step that this process remembers. */
export function remembered({ memory }: Context, stored: Stored, step: number): Rates | undefined {
  const { optimizer } = stored
  if (step === optimizer.sealedThrough) return rates(optimizer, optimizer.state, optimizer.acted)
  const recent = memory.recent.get(stepKey(stored, step))
  return recent && rates(optimizer, recent.state, recent.acted)
}

function rates(optimizer: Optimizer, { step, program, values }: State, revision: number): Rates {
  const groups = program.columns.map((columns) => ({
    name: columns.name,
    hyperparameters: hyperparametersAt(columns, values),
  }))
  return { optimizer, step, revision, groups }
}
