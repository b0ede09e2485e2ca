import { accept, resolveStep } from '../../core/optimizer/accept.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { transact, type Committed } from '../commit/transaction.ts'
import { idempotentRequest, TEXT } from '../commit/idempotency.ts'
import { shownOptimizer } from '../replay/shown.ts'

type Unrecorded = Parameters<typeof accept>[1]

/** Who changes something, and the step at which it is to act: the next unsealed one if left out. */
export interface ChangeOptions extends Caller {
  readonly atStep?: number | undefined
}

/** What an input changed, and the optimizer as it is now. */
export interface ChangedOptimizer {
  readonly optimizer: Optimizer
  readonly name: string
}

/** The same, with the values at the cursor. */
export interface ChangedGroup extends ShownOptimizer {
  readonly name: string
}

/** A change: what a repeat of it is known by, its subject, the input that it makes, and when. */
export interface Change {
  readonly request: readonly unknown[]
  readonly name: (input: Unrecorded) => string
  readonly makeInput: (
    optimizer: Optimizer,
    step: number,
    stored: Stored,
  ) => Unrecorded | Promise<Unrecorded>
  /** The step where none is named. */
  readonly defaultStep?: (optimizer: Optimizer) => number
}

/** Records a change, and returns the optimizer as it is now. */
export async function recordChange(
  context: Context,
  id: string,
  change: Change,
  options: ChangeOptions,
): Promise<ChangedOptimizer> {
  const { stored, result: name } = await commitChange(context, id, change, options)
  return { optimizer: stored.optimizer, name }
}

/** The same, with the values at the cursor. */
export async function recordGroupChange(
  context: Context,
  id: string,
  change: Change,
  options: ChangeOptions,
): Promise<ChangedGroup> {
  const { stored, result: name } = await commitChange(context, id, change, options)
  return { ...(await shownOptimizer(context, stored)), name }
}

/** Records an input, which acts at the step named, or at the next unsealed one. */
function commitChange(
  context: Context,
  id: string,
  { request, name, makeInput, defaultStep }: Change,
  { atStep, ...caller }: ChangeOptions,
): Promise<Committed<string>> {
  const decide = async (before: Stored) => {
    const { optimizer } = before
    const step = resolveStep(optimizer, atStep ?? defaultStep?.(optimizer))
    const input = await makeInput(optimizer, step, before)
    const after = accept(optimizer, input, auditInfoOf(context, caller), step)
    return { after, inputs: after.pending.slice(-1), result: name(input) }
  }
  const at = atStep === undefined ? [] : [atStep]
  const idempotent = idempotentRequest(caller, TEXT, ...request, ...at)
  return transact(context, id, decide, { idempotent })
}
