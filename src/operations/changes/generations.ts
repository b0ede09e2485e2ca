import { generationOf, successorOf, type Generation } from '../../core/optimizer/generation.ts'
import {
  changesIn,
  confirm,
  kept,
  open,
  type Opening,
  type Resumed,
} from '../../core/optimizer/open_generation.ts'
import { revisionAt, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse, type Seen } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import { circumstancesOf, type Caller, type Context } from '../context.ts'
import { decide, type Decision } from '../commit/transaction.ts'
import { load } from '../commit/load.ts'
import { generationsOf, ownersOf, present, replayed, type Start } from '../replay/history.ts'
import { paced } from '../event_loop/time_slices.ts'
import { ratesAt, type Rates } from '../replay/values_at.ts'
import { repaired } from '../commit/repair.ts'
import { keeping, snapshotOf } from '../replay/snapshots.ts'

/** A generation, the values at the step it resumes from, and whether this call opened it. */
export interface Opened {
  readonly generation: Generation
  readonly rates: Rates
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
  opening: Opening & { readonly seen?: Seen | undefined },
  caller: Caller,
): Promise<Opened> {
  const decision = async (before: Stored): Promise<Decision> => {
    const { optimizer } = before
    if (optimizer.generation.key === opening.key) {
      confirm(optimizer.generation, opening)
      return { after: optimizer, result: 'confirmed' }
    }
    const current = await repaired(optimizer, opening.seen, context.maxAdvance)
    const resumed = await resuming(context, { ...before, optimizer: current }, opening)
    const { after, input } = open(current, opening, resumed, circumstancesOf(context, caller))
    const history = await keeping(context, before, after, [snapshotOf(after, after.state)])
    return { after, inputs: [input], result: 'opened', ...history }
  }
  const { stored, result } = await decide(context, id, decision, { isRescue: true })
  const { generation } = stored.optimizer
  const rates = await ratesAt(context, stored, generation.resumeStep)
  return { generation, rates, created: result === 'opened' }
}

async function resuming(context: Context, stored: Stored, opening: Opening): Promise<Resumed> {
  const { optimizer } = stored
  const { number: current_generation } = optimizer.generation
  const generations = await generationsOf(context, stored)
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

interface Place {
  readonly generations: readonly Generation[]
  readonly parent: number
  readonly step: number
  readonly opening: Opening
}

async function resumedFrom(context: Context, stored: Stored, place: Place): Promise<Resumed> {
  const { generations, parent, step, opening } = place
  const { owner } = ownersOf(
    generations.filter(({ number }) => number <= parent),
    step,
    step,
  )[0]!
  const start = await startFrom(context, stored, place, owner)
  const state = await paced(start.state, start.inputs, step)
  const acted = revisionAt(step, start.inputs, start.acted)
  if (opening.edits === 'drop') return { state, acted, pending: [] }
  const all = present(await context.store.changes(stored), stored)
  const pending = inherits(generations, parent, owner) ? start.inputs : []
  return { state, acted, pending: kept(pending, changesIn(generations, all, parent), step) }
}

/** The current state where it is the one to resume from, else a replay from the nearest one. */
async function startFrom(
  context: Context,
  stored: Stored,
  { generations, parent, step }: Place,
  owner: Generation,
): Promise<Start> {
  const { state, acted, pending, sealedThrough, generation } = stored.optimizer
  const isHere = parent === generation.number && step === sealedThrough
  if (isHere) return { state, acted, inputs: pending }
  return replayed(context, stored, { owner, from: step, to: step, generations, heir: parent })
}

/** Whether all that was to act in an ancestor was kept on the way to a generation. */
function inherits(generations: readonly Generation[], number: number, owner: Generation): boolean {
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
  const all = await generationsOf(context, stored)
  const generations = all.map((each, index) => ({
    ...each,
    sealedThrough: all[index + 1]?.sealedBefore ?? optimizer.sealedThrough,
  }))
  return { optimizer, generations }
}
