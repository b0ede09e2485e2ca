import { cancel } from '../../core/optimizer/accept.ts'
import { earliestStep } from '../../core/optimizer/optimizer.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { idempotentRequest, NUMBER } from '../commit/idempotency.ts'
import { transact } from '../commit/transaction.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { changesOf } from './list.ts'

/**
 * Cancels a change that has not acted yet.
 * @throws {Refusal} `step_sealed` where it has acted, `edit_not_found` where there is none.
 */
export async function cancelEdit(
  context: Context,
  id: string,
  revision: number,
  caller: Caller,
): Promise<void> {
  const decide = async (stored: Stored) => {
    const { optimizer } = stored
    await refuseActed(context, stored, revision)
    const { after, input } = cancel(optimizer, revision, auditInfoOf(context, caller))
    return { after, inputs: [input], result: revision }
  }
  const idempotent = idempotentRequest(caller, NUMBER, 'cancel', revision)
  await transact(context, id, decide, { idempotent })
}

async function refuseActed(context: Context, stored: Stored, revision: number): Promise<void> {
  const { optimizer } = stored
  if (optimizer.pending.some((input) => input.revision === revision)) return
  const acted = (await changesOf(context, stored, revision)).find(
    (each) => each.input.revision === revision,
  )
  if (!acted) return
  const { sealedThrough: sealed_through } = optimizer
  const { step } = acted.input
  refuse({ code: 'step_sealed', step, sealed_through, earliest_step: earliestStep(optimizer) })
}
