import { accept, cancel, resolveStep } from '../../core/optimizer/accept.ts'
import type { FrameGroup } from '../../core/trajectory/frame.ts'
import { editGroups, type GroupEditBody } from '../../core/optimizer/group_edit.ts'
import type { Input, InputOf } from '../../core/trajectory/input.ts'
import { changesOfGeneration } from '../../core/optimizer/open_generation.ts'
import { earliestStep, fence, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { upcomingAt } from '../../core/optimizer/upcoming.ts'
import { refuse, type Seen } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { circumstancesOf, type Caller, type Context } from '../context.ts'
import { transact } from '../commit/transaction.ts'
import { load } from '../commit/load.ts'
import { generationsInForce, orNotFound } from '../replay/history.ts'
import { idempotentRequest, type IdempotentRequest } from '../commit/idempotency.ts'
import { resealedThrough } from '../commit/repair.ts'
import { traceAt } from '../replay/trace.ts'

/** An edit as a caller sends it. */
export interface EditRequest {
  /** Left out, all groups that exist at its step. */
  readonly groups?: readonly string[] | undefined
  readonly set: GroupEditBody
  readonly scale: Readonly<Record<string, number>>
  /** Left out, the next unsealed step. */
  readonly atStep?: number | undefined
  readonly generation?: number | undefined
  readonly seen?: Seen | undefined
}

/** A change that was accepted, and whether it has acted. */
export interface ListedChange {
  readonly input: Input
  readonly isPending: boolean
  /** Set where it was taken back, or a rewind left it behind. */
  readonly isWithdrawn?: boolean
}

/** An edit with what it does: the groups as they are before and after it at its step. */
export interface Edited extends ListedChange {
  readonly input: InputOf<'edited'>
  readonly before: readonly FrameGroup[]
  readonly after: readonly FrameGroup[]
}

/**
 * Sets or scales hyperparameters of some groups from a step on.
 * @throws {Refusal} `step_sealed`, `invalid_request`, `value_not_finite` where a factor leads there,
 *   `stale_generation`, `history_regressed`, `idempotency_key_reused`.
 */
export async function editAt(
  context: Context,
  id: string,
  request: EditRequest,
  caller: Caller,
): Promise<Edited> {
  const { generation, seen: _seen, atStep, ...given } = request
  const idempotent = idempotentRequest(
    caller.key,
    'edit',
    given,
    atStep ?? null,
    generation ?? null,
  )
  await checkDistantEdit(context, id, { request, caller, once: idempotent })
  const decision = async (stored: Stored) => {
    const { after, edit } = await acceptEdit(context, stored, request, caller)
    // Seen before it is accepted, so that one that leads nowhere is refused.
    if (isNear(after, edit)) await effectOf(context, { ...stored, optimizer: after }, edit)
    return { after, inputs: [edit], result: String(edit.revision) }
  }
  const { stored, result } = await transact(context, id, decision, { idempotent })
  return editWithEffect(context, stored, Number(result))
}

async function acceptEdit(
  context: Context,
  stored: Stored,
  { generation, seen, atStep, ...given }: EditRequest,
  caller: Caller,
): Promise<{ after: Optimizer; edit: Input }> {
  fence(stored.optimizer, generation)
  const optimizer = await resealedThrough(stored.optimizer, seen, context.maxAdvance)
  const step = resolveStep(optimizer, atStep)
  const groups = given.groups ?? upcomingAt(optimizer, step).groups.map(({ name }) => name)
  const input = editGroups(optimizer, { ...given, groups }, step)
  const after = accept(optimizer, input, circumstancesOf(context, caller), step)
  return { after, edit: after.pending.at(-1)! }
}

/** Values on the way to an edit that all who wait for the optimizer can wait for. */
const NEAR_VALUES = 20_000

const isNear = ({ sealedThrough, state }: Optimizer, { step }: Input): boolean =>
  (step - sealedThrough) * Math.max(1, state.program.rulesPerStep) <= NEAR_VALUES

/** The long way to a step far ahead is gone before anybody has to wait for it. */
async function checkDistantEdit(
  context: Context,
  id: string,
  {
    request,
    caller,
    once,
  }: { request: EditRequest; caller: Caller; once: IdempotentRequest | undefined },
): Promise<void> {
  if (request.atStep === undefined) return
  const stored = await load(context, id)
  const isDone = once && (await context.store.receipt(stored, once.key))
  if (isDone) return
  const { after, edit } = await acceptEdit(context, stored, request, caller)
  if (!isNear(after, edit)) await effectOf(context, { ...stored, optimizer: after }, edit)
}

/** What an edit does at its step, as things stand. */
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
  const all = await changesOf(context, stored)
  const listed = all.find((each) => each.input.revision === revision)
  const input = listed?.input ?? (await withdrawnChange(context, stored, revision))
  if (input?.kind !== 'edited') return refuse({ code: 'edit_not_found', revision })
  if (!listed) return { input, isPending: false, isWithdrawn: true, before: [], after: [] }
  const names = new Set(input.groups)
  const named = (groups: readonly FrameGroup[]) => groups.filter(({ name }) => names.has(name))
  const effect = await effectOf(context, stored, input)
  return { ...listed, input, before: named(effect.before), after: named(effect.after) }
}

/** A change that was taken back, or that a rewind left behind. */
async function withdrawnChange(context: Context, stored: Stored, revision: number) {
  const one = { after: revision - 1, through: revision }
  return orNotFound(await context.store.inputs(stored, one), stored)[0]
}

/** Every change that holds in the current generation, in order, those still to act among them. */
export const listChanges = async (context: Context, id: string): Promise<readonly ListedChange[]> =>
  changesOf(context, await load(context, id))

async function changesOf(context: Context, stored: Stored): Promise<readonly ListedChange[]> {
  const { pending, revision, generation } = stored.optimizer
  if (revision === 1) return []
  const generations = await generationsInForce(context, stored)
  const all = orNotFound(await context.store.changes(stored), stored)
  const waiting = new Set(pending.map((input) => input.revision))
  const inputs = new Map(
    [...changesOfGeneration(generations, all, generation.number), ...pending].map((each) => [
      each.revision,
      each,
    ]),
  )
  const taken = new Set([...inputs.values()].map((each) => 'cancelled' in each && each.cancelled))
  return [...inputs.values()]
    .filter((each) => each.kind !== 'metric_decided' && each.kind !== 'cancelled')
    .filter((each) => each.kind !== 'generation_opened' && !taken.has(each.revision))
    .sort((a, b) => a.revision - b.revision)
    .map((input) => ({ input, isPending: waiting.has(input.revision) }))
}

/**
 * Takes back a change that has not acted yet.
 * @throws {Refusal} `step_sealed` where it has acted, `edit_not_found` where there is none.
 */
export async function cancelEdit(
  context: Context,
  id: string,
  revision: number,
  caller: Caller,
): Promise<void> {
  const decision = async (stored: Stored) => {
    const { optimizer } = stored
    await refuseActed(context, stored, revision)
    const { after, input } = cancel(optimizer, revision, circumstancesOf(context, caller))
    return { after, inputs: [input], result: String(revision) }
  }
  await transact(context, id, decision, {
    idempotent: idempotentRequest(caller.key, 'cancel', revision),
  })
}

async function refuseActed(context: Context, stored: Stored, revision: number): Promise<void> {
  const { optimizer } = stored
  if (optimizer.pending.some((input) => input.revision === revision)) return
  const acted = (await changesOf(context, stored)).find((each) => each.input.revision === revision)
  if (!acted) return
  const { sealedThrough: sealed_through } = optimizer
  const { step } = acted.input
  refuse({ code: 'step_sealed', step, sealed_through, earliest_step: earliestStep(optimizer) })
}
