import { generationOf, successorOf, type Generation } from '../../core/optimizer/generation.ts'
import {
  changesOfGeneration,
  confirmGeneration,
  inheritedInputs,
  beginGeneration,
  type GenerationRequest,
  type ResumedState,
} from '../../core/optimizer/open_generation.ts'
import { revisionAt, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse, type Seen } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import type { Decision } from '../commit/decision.ts'
import { transact } from '../commit/transaction.ts'
import { load } from '../commit/load.ts'
import { segmentsByGeneration, replayStart, type ReplayStart } from '../replay/history.ts'
import { collectInputs } from '../replay/inputs.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import type { StepValues } from '../cache/cached_values.ts'
import { valuesAt } from '../replay/values_at.ts'
import { resealedThrough } from '../commit/repair.ts'
import { historyAfter, snapshotOf } from '../replay/snapshots.ts'

/** A generation, the values at the step it resumes from, and whether this call opened it. */
export interface OpenedGeneration {
  readonly generation: Generation
  readonly rates: StepValues
  readonly created: boolean
}

/**
 * Opens the next generation, or confirms the current one to a rank that belongs to it. It is also
 * the way out where a store has lost inputs: it begins from what there is.
 * @throws {Refusal} `generation_conflict`, `stale_generation` for the key of an older one,
 *   `resume_ahead`, `unknown_generation` for a parent that there is not, `step_compacted`,
 *   `history_regressed`, `optimizer_not_found`.
 */
export async function openGeneration(
  context: Context,
  id: string,
  opening: GenerationRequest & { readonly seen?: Seen | undefined },
  caller: Caller,
): Promise<OpenedGeneration> {
  const decide = async (before: Stored): Promise<Decision<boolean>> => {
    const { optimizer } = before
    if (optimizer.generation.key === opening.key) {
      confirmGeneration(optimizer.generation, opening)
      return { after: optimizer, result: false }
    }
    const current = await resealedThrough(optimizer, opening.seen, context.maxAdvance)
    const resumed = await resumeState(context, { ...before, optimizer: current }, opening)
    const { after, input } = beginGeneration(
      current,
      opening,
      resumed,
      auditInfoOf(context, caller),
    )
    const history = await historyAfter(context, before, after, [snapshotOf(after, after.state)])
    return { after, inputs: [input], result: true, ...history }
  }
  const { stored, result: created } = await transact(context, id, decide, { allowRegressed: true })
  const { generation } = stored.optimizer
  const rates = await valuesAt(context, stored, generation.resumeStep)
  return { generation, rates, created }
}

async function resumeState(
  context: Context,
  stored: Stored,
  opening: GenerationRequest,
): Promise<ResumedState> {
  const { optimizer } = stored
  const { number: current_generation } = optimizer.generation
  const generations = await context.store.generations(stored)
  const same = generations.find(({ key }) => key === opening.key)
  if (same) refuse({ code: 'stale_generation', generation: same.number, current_generation })
  const { parent = current_generation, resumeStep } = opening
  if (!generations.some(({ number }) => number === parent)) {
    refuse({ code: 'unknown_generation', generation: parent, current_generation })
  }
  const sealed_through = successorOf(generations, parent)?.sealedBefore ?? optimizer.sealedThrough
  if (resumeStep > sealed_through) {
    refuse({ code: 'resume_ahead', resume_step: resumeStep, sealed_through })
  }
  return resumedFrom(context, stored, { generations, parent, step: resumeStep, opening })
}

interface ResumePoint {
  readonly generations: readonly Generation[]
  readonly parent: number
  readonly step: number
  readonly opening: GenerationRequest
}

async function resumedFrom(
  context: Context,
  stored: Stored,
  place: ResumePoint,
): Promise<ResumedState> {
  const { generations, parent, step, opening } = place
  const { owner } = segmentsByGeneration(
    generations.filter(({ number }) => number <= parent),
    step,
    step,
  )[0]!
  const start = await resumeStart(context, stored, place, owner)
  const state = await runInSlices(start.state, start.inputs, step)
  const acted = revisionAt(step, start.inputs, start.acted)
  if (opening.edits === 'drop') return { state, acted, pending: [] }
  const all = await collectInputs(context.store.changes(stored))
  const pending = inheritsPending(generations, parent, owner) ? start.inputs : []
  return {
    state,
    acted,
    pending: inheritedInputs(pending, changesOfGeneration(generations, all, parent), step),
  }
}

/** The current state where it is the one to resume from, else a replay from the nearest one. */
async function resumeStart(
  context: Context,
  stored: Stored,
  { generations, parent, step }: ResumePoint,
  owner: Generation,
): Promise<ReplayStart> {
  const { state, acted, pending, sealedThrough, generation } = stored.optimizer
  const isHere = parent === generation.number && step === sealedThrough
  if (isHere) return { state, acted, inputs: pending }
  return replayStart(context, stored, {
    owner,
    from: step,
    to: step,
    generations,
    descendant: parent,
  })
}

/** Whether all that was to act in an ancestor was kept on the way to a generation. */
function inheritsPending(
  generations: readonly Generation[],
  number: number,
  owner: Generation,
): boolean {
  let generation = generationOf(generations, number)
  while (generation.number !== owner.number) {
    if (generation.edits === 'drop') return false
    generation = generationOf(generations, generation.parent!)
  }
  return true
}

/** A generation, and how far it is or had been sealed. */
export interface ListedGeneration extends Generation {
  readonly sealedThrough: number
}

/** Every generation of an optimizer, from the first: each names its parent. */
export async function listGenerations(
  context: Context,
  id: string,
): Promise<{ optimizer: Optimizer; generations: readonly ListedGeneration[] }> {
  const stored = await load(context, id)
  const { optimizer } = stored
  const all = await context.store.generations(stored)
  const generations = all.map((each, index) => ({
    ...each,
    sealedThrough: all[index + 1]?.sealedBefore ?? optimizer.sealedThrough,
  }))
  return { optimizer, generations }
}
