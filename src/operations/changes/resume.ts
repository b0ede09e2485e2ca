import {
  generationOf,
  lineOf,
  sealedThroughOf,
  type Generation,
} from '../../core/optimizer/generation.ts'
import {
  changesOfGeneration,
  inheritedInputs,
  type GenerationRequest,
  type ResumedState,
} from '../../core/optimizer/open_generation.ts'
import { revisionAt } from '../../core/optimizer/optimizer.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { segmentsByGeneration } from '../replay/generations.ts'
import { replayStart, type ReplayStart } from '../replay/history.ts'
import { collectInputs } from '../replay/inputs.ts'

/** The revision of the registration: the only input that has acted before the first advance. */
const REGISTRATION = 1

/**
 * The state from which a new generation resumes, and the inputs that it inherits.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `resume_ahead`, `step_compacted`,
 *   `history_regressed`.
 */
export async function resumeState(
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
  const sealed_through = sealedThroughOf(generations, parent, optimizer.sealedThrough)
  if (resumeStep > Math.max(0, sealed_through)) {
    refuse({ code: 'resume_ahead', resume_step: resumeStep, sealed_through, generation: parent })
  }
  const point = { generations, parent, step: resumeStep, sealed_through, opening }
  return resumedFrom(context, stored, point)
}

/** The step of a parent generation from which a new one resumes. */
interface ResumePoint {
  readonly generations: readonly Generation[]
  readonly parent: number
  readonly step: number
  /** The last sealed step of the parent; -1 before the first advance. */
  readonly sealed_through: number
  readonly opening: GenerationRequest
}

async function resumedFrom(
  context: Context,
  stored: Stored,
  point: ResumePoint,
): Promise<ResumedState> {
  const { generations, parent, step, opening } = point
  const { owner } = segmentsByGeneration(lineOf(generations, parent), step, step)[0]!
  const start = await resumeStart(context, stored, point, owner)
  const state = await runInSlices(start.state, start.inputs, step)
  // Inputs at the resume step act in the state, and remain pending where that step is not sealed:
  // then none of them has acted for good, since each can still be cancelled.
  const last = Math.min(step, point.sealed_through)
  const acted = last < 0 ? REGISTRATION : revisionAt(step, start.inputs, start.acted)
  if (opening.edits === 'drop') {
    const kept = start.inputs.filter((input) => input.step > last && input.step <= step)
    return { state, acted, sealedThrough: last, pending: inheritedInputs(kept, [], last) }
  }
  const all = await collectInputs(context.store.changes(stored))
  const pending = inheritsPending(generations, parent, owner) ? start.inputs : []
  return {
    state,
    acted,
    sealedThrough: last,
    pending: inheritedInputs(pending, changesOfGeneration(generations, all, parent), last),
  }
}

/** The current state if the generation resumes from it, else the nearest one before the step. */
async function resumeStart(
  context: Context,
  stored: Stored,
  { generations, parent, step }: ResumePoint,
  owner: Generation,
): Promise<ReplayStart> {
  const { state, acted, pending, sealedThrough, generation } = stored.optimizer
  const isHere = parent === generation.number && step === Math.max(0, sealedThrough)
  if (isHere) return { state, acted, inputs: pending }
  return replayStart(context, stored, {
    owner,
    from: step,
    to: step,
    generations,
    descendant: parent,
  })
}

/** Whether a generation inherited the pending inputs of an ancestor. */
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
