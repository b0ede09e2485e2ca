import { accept, resolveStep } from '../../core/optimizer/accept.ts'
import type { FrameGroup } from '../../core/trajectory/frame.ts'
import { editGroups, type GroupEditBody } from '../../core/optimizer/group_edit.ts'
import type { Input, InputOf, Released } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { upcomingAt } from '../../core/optimizer/upcoming.ts'
import { undefinedIfNotFound } from '../../core/not_found.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { transact } from '../commit/transaction.ts'
import { load } from '../commit/load.ts'
import { idempotentRequest, NUMBER, type IdempotentRequest } from '../commit/idempotency.ts'
import { optimizerFor } from '../commit/repair.ts'
import { collectInputs } from '../replay/inputs.ts'
import { traceAt } from '../replay/trace.ts'
import { laterEffect, type LaterEffect } from './later_effect.ts'
import { changesOf, type ListedChange } from './list.ts'

/** The parameters of an edit. */
export interface EditRequest {
  /** Left out, all groups that exist at its step. */
  readonly groups?: readonly string[] | undefined
  readonly set: GroupEditBody
  readonly scale: Readonly<Record<string, number>>
  readonly multiply?: Readonly<Record<string, number>> | undefined
  readonly hold?: GroupEditBody | undefined
  readonly release?: Released | undefined
  /** The first step at which `multiply` and `hold` no longer act. */
  readonly untilStep?: number | undefined
  /** Left out, the next unsealed step. */
  readonly atStep?: number | undefined
  readonly generation?: number | undefined
  readonly seen?: string | undefined
}

/** An edit with its effect: the groups before and after it at its step. */
export interface Edited extends ListedChange {
  readonly optimizer: Optimizer
  readonly input: InputOf<'edited'>
  readonly before: readonly FrameGroup[]
  readonly after: readonly FrameGroup[]
  /** The effect after its step; absent where the edit was withdrawn. */
  readonly later?: LaterEffect
}

/**
 * Sets or scales hyperparameters of some groups from a step on.
 * @throws {Refusal} `step_sealed`, `invalid_request`, `value_not_finite` where a factor has that result,
 *   `stale_generation`, `history_regressed`, `idempotency_key_reused`.
 */
export async function editAt(
  context: Context,
  id: string,
  request: EditRequest,
  caller: Caller,
): Promise<Edited> {
  const { generation, seen: _seen, atStep, ...given } = request
  const parts = ['edit', given, atStep ?? null, generation ?? null]
  const idempotent = idempotentRequest(caller, NUMBER, ...parts)
  await checkDistantEdit(context, id, request, caller, idempotent)
  const decide = async (stored: Stored) => {
    const { after, edit } = await acceptEdit(context, stored, request, caller)
    // Computed before it is accepted, so that an edit without a finite value is refused.
    if (isNear(after, edit)) await effectOf(context, { ...stored, optimizer: after }, edit)
    return { after, inputs: [edit], result: edit.revision }
  }
  const { stored, result } = await transact(context, id, decide, { idempotent })
  return editWithEffect(context, stored, result)
}

async function acceptEdit(
  context: Context,
  stored: Stored,
  { generation, seen, atStep, ...given }: EditRequest,
  caller: Caller,
): Promise<{ after: Optimizer; edit: Input }> {
  const optimizer = await optimizerFor(context, stored, { generation, seen })
  const step = resolveStep(optimizer, atStep)
  const groups = given.groups ?? upcomingAt(optimizer, step).groups.map(({ name }) => name)
  const input = editGroups(optimizer, { ...given, groups }, step)
  const after = accept(optimizer, input, auditInfoOf(context, caller), step)
  return { after, edit: after.pending.at(-1)! }
}

/** At most so many values are computed up to an edit while requests for the optimizer are queued. */
const NEAR_VALUES = 20_000

const isNear = ({ sealedThrough, state }: Optimizer, { step }: Input): boolean =>
  (step - sealedThrough) * Math.max(1, state.program.rulesPerStep) <= NEAR_VALUES

/** Computes the values up to a distant step before the request is queued, so that no other waits. */
async function checkDistantEdit(
  context: Context,
  id: string,
  request: EditRequest,
  caller: Caller,
  idempotent: IdempotentRequest<number> | undefined,
): Promise<void> {
  if (request.atStep === undefined) return
  const stored = await load(context, id)
  const isDone =
    idempotent && (await undefinedIfNotFound(context.store.receipt(stored, idempotent.key)))
  if (isDone) return
  const { after, edit } = await acceptEdit(context, stored, request, caller)
  if (!isNear(after, edit)) await effectOf(context, { ...stored, optimizer: after }, edit)
}

/** The effect of an edit at its step, with the inputs accepted so far. */
async function effectOf(context: Context, stored: Stored, edit: Input) {
  const { inputEffects } = await traceAt(context, stored, edit.step)
  const act = inputEffects.find(({ input }) => input.revision === edit.revision)
  return { before: act?.before.groups ?? [], after: act?.after.groups ?? [] }
}

/**
 * An edit, and the groups before and after it.
 * @throws {Refusal} `edit_not_found`, `step_compacted`.
 */
export async function getEdit(context: Context, id: string, revision: number): Promise<Edited> {
  const found = await editWithEffect(context, await load(context, id), revision)
  return found.isWithdrawn ? refuse({ code: 'edit_not_found', revision }) : found
}

async function editWithEffect(context: Context, stored: Stored, revision: number): Promise<Edited> {
  const all = await changesOf(context, stored, revision)
  const listed = all.find((each) => each.input.revision === revision)
  const input = listed?.input ?? (await withdrawnChange(context, stored, revision))
  if (input?.kind !== 'edited') return refuse({ code: 'edit_not_found', revision })
  const { optimizer } = stored
  if (!listed)
    return { optimizer, input, isPending: false, isWithdrawn: true, before: [], after: [] }
  const names = new Set(input.groups)
  const named = (groups: readonly FrameGroup[]) => groups.filter(({ name }) => names.has(name))
  const effect = await effectOf(context, stored, input)
  const later = await laterEffect(context, stored, input)
  const [before, after] = [named(effect.before), named(effect.after)]
  return { ...listed, optimizer, input, before, after, later }
}

/** A change that was cancelled, or that a rewind abandoned. */
async function withdrawnChange(context: Context, stored: Stored, revision: number) {
  const one = { after: revision - 1, through: revision }
  return (await collectInputs(context.store.inputs(stored, one)))[0]
}
