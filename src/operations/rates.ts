import { hyperparametersAt } from '../core/frame.ts'
import type { Hyperparameters } from '../core/hyperparameters.ts'
import type { Input } from '../core/input.ts'
import { actedRevision, revisionAt, type Optimizer } from '../core/optimizer.ts'
import { refuse } from '../core/problem.ts'
import type { State } from '../core/state.ts'
import { begin } from '../core/trajectory.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
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
  const { optimizer } = stored
  if (step === optimizer.sealedThrough) {
    return rates(optimizer, optimizer.state, actedRevision(optimizer))
  }
  const recent = context.memory.recent.get(stepKey(stored, step))
  if (recent) return rates(optimizer, recent.state, recent.revision)
  const { state, inputs } = await stateBefore(context, stored, step)
  const arrived = await paced(state, inputs, step)
  return rates(optimizer, arrived, revisionAt(step, inputs))
}

function rates(optimizer: Optimizer, { step, program, values }: State, revision: number): Rates {
  const groups = program.columns.map((columns) => ({
    name: columns.name,
    hyperparameters: hyperparametersAt(columns, values),
  }))
  return { optimizer, step, revision, groups }
}

/** Where to start from to reach `step`, and every input that counts for it. */
export async function stateBefore(
  { store }: Context,
  stored: Stored,
  step: number,
): Promise<{ state: State; inputs: readonly Input[] }> {
  const { optimizer } = stored
  const inputs = optimizer.revision === 1 ? [] : await store.inputs(stored)
  if (!inputs) return refuse({ code: 'optimizer_not_found', optimizer: optimizer.id })
  const { state } = optimizer
  return { state: step >= state.step ? state : begin(optimizer.definition), inputs }
}
