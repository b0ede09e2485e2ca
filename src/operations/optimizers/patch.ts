import { accept, resolveStep } from '../../core/optimizer/accept.ts'
import { withLabels, type Labels } from '../../core/optimizer/labels.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { changeTotalSteps } from '../../core/optimizer/patch_total_steps.ts'
import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { idempotentRequest, TEXT } from '../commit/idempotency.ts'
import { sentSchedulers } from '../commit/sent_schedulers.ts'
import { transact } from '../commit/transaction.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { shownOptimizer } from '../replay/shown.ts'

/** What is to be changed of an optimizer itself: each field that is given. */
export interface Patch {
  readonly labels?: Labels | undefined
  readonly total_steps?: number | undefined
}

/** Who changes it, and the first step with the new length: the next unsealed one if left out. */
interface PatchOptions extends Caller {
  readonly atStep?: number | undefined
}

/**
 * Changes an optimizer itself. The same change again writes nothing.
 * @throws {Refusal} `optimizer_not_found`, `step_compacted`, `history_regressed`,
 *   `too_many_writers`; with another length of the run also `step_sealed`, `step_ahead`,
 *   `total_steps_conflict`, `too_many_pending`, `idempotency_key_reused`.
 */
export async function patch(
  context: Context,
  id: string,
  given: Patch,
  { atStep, ...caller }: PatchOptions = {},
): Promise<ShownOptimizer> {
  const { labels, total_steps } = given
  if (atStep !== undefined && total_steps === undefined) {
    const detail = 'given without "total_steps": labels act on no step'
    refuse({ code: 'invalid_request', errors: [{ pointer: '/at_step', detail }] })
  }
  const decide = async (stored: Stored) => {
    const before = labels ? withLabels(stored.optimizer, labels) : stored.optimizer
    const after =
      total_steps === undefined
        ? before
        : await withTotalSteps(context, { ...stored, optimizer: before }, total_steps, {
            atStep,
            ...caller,
          })
    const inputs = after.revision === before.revision ? [] : after.pending.slice(-1)
    return { after, inputs, result: '' }
  }
  const at = atStep === undefined ? [] : [atStep]
  const idempotent = idempotentRequest(caller, TEXT, 'patch optimizer', given, ...at)
  const { stored } = await transact(context, id, decide, { idempotent })
  return shownOptimizer(context, stored)
}

/** The optimizer with another length of the run; itself if it has that already. */
async function withTotalSteps(
  context: Context,
  stored: Stored,
  totalSteps: number,
  { atStep, ...caller }: PatchOptions,
): Promise<Optimizer> {
  const { optimizer } = stored
  const step = resolveStep(optimizer, atStep)
  const input = changeTotalSteps(optimizer, totalSteps, step, await sentSchedulers(context, stored))
  return input ? accept(optimizer, input, auditInfoOf(context, caller), step) : optimizer
}

/** Sets all labels. They act on no value, so a store that has lost inputs takes them as well. */
export async function setLabels(context: Context, id: string, labels: Labels): Promise<Stored> {
  const decide = ({ optimizer }: Stored) => {
    return { after: withLabels(optimizer, labels), result: undefined }
  }
  return (await transact(context, id, decide, { allowRegressed: true })).stored
}
