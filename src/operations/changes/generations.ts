import type { Generation } from '../../core/optimizer/generation.ts'
import {
  beginGeneration,
  confirmGeneration,
  resumePointOf,
  type GenerationRequest,
  type StatedRequest,
} from '../../core/optimizer/open_generation.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { lostPlace, refuseWhileRegressed } from '../../core/optimizer/regressed.ts'
import { parseSeen } from '../../core/optimizer/seen.ts'
import type { Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import type { Decision } from '../commit/decision.ts'
import { transact } from '../commit/transaction.ts'
import { load } from '../commit/load.ts'
import { isRegressed } from '../commit/reconcile.ts'
import type { StepValues } from '../cache/cached_values.ts'
import { generationsOf } from '../replay/generations.ts'
import { valuesAt } from '../replay/values_at.ts'
import { resealedThrough } from '../commit/repair.ts'
import { historyAfter, snapshotOf } from '../replay/snapshots.ts'
import { resumeState } from './resume.ts'

/** A generation, the values at its resume step, and whether this call opened it. */
export interface OpenedGeneration {
  readonly generation: Generation
  readonly rates: StepValues
  readonly created: boolean
  /** The first window, if it was requested. */
  readonly window?: Window | undefined
}

/** Refuses an opening by the optimizer as it would be after it. */
export type RefuseOpening = (after: Optimizer) => void

/** An opening, and what its caller has seen. It names a resume step, or a step to go on from. */
export interface Opening extends StatedRequest {
  readonly seen?: string | undefined
}

/**
 * Opens the next generation, or confirms the current one to a rank that belongs to it. It also
 * recovers an optimizer whose store has lost inputs: it begins from those that are left.
 * @throws {Refusal} `generation_conflict`, `stale_generation` for the key of an older one,
 *   `resume_ahead`, `unknown_generation` for a parent that does not exist, `step_compacted`,
 *   `history_regressed`, `optimizer_not_found`.
 */
export async function openGeneration(
  context: Context,
  id: string,
  opening: Opening,
  caller: Caller,
  refuseOpening?: RefuseOpening,
): Promise<OpenedGeneration> {
  const decide = async (before: Stored): Promise<Decision<boolean>> => {
    const { optimizer } = before
    if (optimizer.generation.key === opening.key) {
      refuseWhileRegressed(optimizer)
      const generations = opening.from ? await generationsOf(context, before) : []
      confirmGeneration(optimizer.generation, opening, generations)
      return { after: optimizer, result: false }
    }
    const current = await resealedForOpening(context, before, opening.seen)
    const request = await requestOf(context, before, opening)
    const resumed = await resumeState(context, { ...before, optimizer: current }, request)
    const audit = auditInfoOf(context, caller)
    const { after, input } = beginGeneration(current, request, resumed, audit)
    refuseOpening?.(after)
    const history = await historyAfter(context, before, after, [snapshotOf(after, after.state)])
    return { after, inputs: [input], result: true, ...history }
  }
  const { stored, result: created } = await transact(context, id, decide, { allowRegressed: true })
  return openedGeneration(context, stored, created)
}

/**
 * The optimizer, sealed as far as the caller has seen in its generation. An opening ends a history
 * that has lost inputs: there it begins from what is left.
 */
async function resealedForOpening(
  context: Context,
  stored: Stored,
  text: string | undefined,
): Promise<Optimizer> {
  const { optimizer } = stored
  const seen = parseSeen(optimizer.id, text)
  if (!seen || seen.generation < optimizer.generation.number) return optimizer
  try {
    return await resealedThrough(context, stored, seen)
  } catch (error) {
    if (isRegressed(error)) return { ...optimizer, regressed: lostPlace(seen) }
    throw error
  }
}

/** The opening with its parent and its resume step. */
async function requestOf(
  context: Context,
  stored: Stored,
  { from, resumeStep, ...stated }: Opening,
): Promise<GenerationRequest> {
  if (!from) return { ...stated, resumeStep: resumeStep! }
  return { ...stated, ...resumePointOf(await generationsOf(context, stored), from) }
}

/** The current generation of an optimizer, as the result of the call that opened or confirmed it. */
export async function openedGeneration(
  context: Context,
  stored: Stored,
  created: boolean,
): Promise<OpenedGeneration> {
  const { generation } = stored.optimizer
  const rates = await valuesAt(context, stored, generation.resumeStep)
  return { generation, rates, created }
}

/** A generation, and its last sealed step. */
export interface ListedGeneration extends Generation {
  readonly sealedThrough: number
}

/** Every generation of an optimizer, from the first: each names its parent. */
export async function listGenerations(
  context: Context,
  id: string,
): Promise<{ optimizer: Optimizer; generations: readonly ListedGeneration[] }> {
  const stored = await load(context, id, { allowRegressed: true })
  const { optimizer } = stored
  const all = await generationsOf(context, stored)
  const generations = all.map((each, index) => ({
    ...each,
    sealedThrough: all[index + 1]?.sealedBefore ?? optimizer.sealedThrough,
  }))
  return { optimizer, generations }
}
