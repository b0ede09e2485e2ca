import {
  findGeneration,
  lineOf,
  sealedThroughOf,
  successorOf,
  type Generation,
} from '../../core/optimizer/generation.ts'
import {
  changesKeptThrough,
  changesOfGeneration,
  inheritedInputs,
  type GenerationRequest,
  type ResumedState,
} from '../../core/optimizer/open_generation.ts'
import { revisionAt } from '../../core/optimizer/optimizer.ts'
import type { Input } from '../../core/trajectory/input.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { generationsOf, segmentsByGeneration } from '../replay/generations.ts'
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
  const generations = await generationsOf(context, stored)
  const same = generations.find(({ key }) => key === opening.key)
  if (same) refuse({ code: 'stale_generation', generation: same.number, current_generation })
  const { parent = current_generation, resumeStep } = opening
  if (!findGeneration(generations, parent)) {
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
  // Each earlier change is one of those inputs, or has acted before the resume step, or never acts.
  const later = await changesAfter(context, stored, point, start.through)
  const keptThrough = changesKeptThrough(generations, parent, owner)
  const pending = start.inputs.filter((input) => input.step <= keptThrough)
  return {
    state,
    acted,
    sealedThrough: last,
    pending: inheritedInputs(pending, changesOfGeneration(generations, later, parent), last),
  }
}

/** The changes after a revision, up to the end of the parent. */
async function changesAfter(
  context: Context,
  stored: Stored,
  { generations, parent }: ResumePoint,
  after: number,
): Promise<readonly Input[]> {
  const end = successorOf(generations, parent)?.revision ?? Infinity
  const through = Math.min(end - 1, stored.optimizer.revision)
  return after >= through ? [] : collectInputs(context.store.changes(stored, { after, through }))
}

/** The current state if the generation resumes from it, else the nearest one before the step. */
async function resumeStart(
  context: Context,
  stored: Stored,
  { generations, parent, step }: ResumePoint,
  owner: Generation,
): Promise<ReplayStart> {
  const { state, acted, pending, sealedThrough, generation, revision } = stored.optimizer
  const isHere = parent === generation.number && step === Math.max(0, sealedThrough)
  if (isHere) return { state, acted, inputs: pending, through: revision }
  return replayStart(context, stored, {
    owner,
    from: step,
    to: step,
    generations,
    descendant: parent,
  })
}
