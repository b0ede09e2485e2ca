import {
  findGeneration,
  generationAtRevision,
  generationOf,
  lineOf,
  passesThrough,
  type Generation,
  type StepOfLine,
} from './generation.ts'
import { effectiveInputs, type AuditInfo, type Input } from '../trajectory/input.ts'
import { chained } from './digest.ts'
import { nextGenerationNumber } from './regressed.ts'
import type { Optimizer } from './optimizer.ts'
import { pointer, refuse, type Difference } from '../problem.ts'
import type { State } from '../trajectory/state.ts'

/** The incarnation of a caller, as the caller states it. Omitted fields are not compared. */
export interface GenerationRequest {
  readonly key: string
  readonly resumeStep: number
  /** Its number; default: the next one. */
  readonly number?: number | undefined
  /** The generation to resume from; default: the current one. */
  readonly parent?: number | undefined
  readonly worldSize?: number | undefined
  readonly edits?: 'keep' | 'drop' | undefined
}

/** The same, as a caller may state it: by the resume step, or by a step of a generation. */
export type StatedRequest = Omit<GenerationRequest, 'resumeStep' | 'number'> & {
  readonly resumeStep?: number | undefined
  readonly from?: StepOfLine | undefined
}

/** A trajectory at the step at which a generation resumes. */
export interface ResumedState {
  readonly state: State
  readonly acted: number
  /** Its step, if that was sealed; -1 before the first advance. */
  readonly sealedThrough: number
  /** The inputs that act after this step in the new generation. */
  readonly pending: readonly Input[]
}

/**
 * Confirms an existing generation.
 * @param generations all of them, where the request names a step of one.
 * @throws {Refusal} `generation_conflict` if the request differs from the one that opened it.
 */
export function confirmGeneration(
  generation: Generation,
  request: StatedRequest,
  generations: readonly Generation[] = [],
): void {
  const stated = {
    resume_step: [generation.resumeStep, request.resumeStep],
    parent: [generation.parent, request.parent],
    world_size: [generation.worldSize, request.worldSize],
    edits: [generation.edits, request.edits],
  }
  const differences = [
    ...Object.entries(stated).flatMap(([name, [registered, given]]): Difference[] =>
      given === undefined || registered === undefined || registered === given
        ? []
        : [{ pointer: pointer([name]), registered, given }],
    ),
    ...(request.from ? differencesOfStep(generation, request.from, generations) : []),
  ]
  if (differences.length === 0) return
  const { number, openedAt, actor } = generation
  const who = actor === undefined ? {} : { opened_by: actor }
  const { key } = request
  const first = { opened_at: openedAt, ...who }
  refuse({ code: 'generation_conflict', key, generation: number, differences, ...first })
}

/** Every step on the line of the parent, up to the resume step, may name the same opening. */
function differencesOfStep(
  { resumeStep, parent }: Generation,
  from: StepOfLine,
  generations: readonly Generation[],
): Difference[] {
  if (from.step !== resumeStep) {
    return [{ pointer: '/from/step', registered: resumeStep, given: from.step }]
  }
  if (passesThrough(lineOf(generations, parent!), from)) return []
  return [{ pointer: '/from/generation', registered: parent, given: from.generation }]
}

/**
 * The parent and the resume step of a generation that goes on from a step of another one: on the
 * current line if that passes through the step, else on the line of the named generation.
 */
export function resumePointOf(
  generations: readonly Generation[],
  from: StepOfLine,
): { readonly parent: number; readonly resumeStep: number } {
  const parent = passesThrough(generations, from) ? generations.at(-1)!.number : from.generation
  return { parent, resumeStep: from.step }
}

/** Begins the next generation. Callers of the previous one are refused from now on. */
export function beginGeneration(
  optimizer: Optimizer,
  request: GenerationRequest,
  { state, acted, sealedThrough, pending }: ResumedState,
  audit: AuditInfo,
): { after: Optimizer; input: Input } {
  const { number: current } = optimizer.generation
  const { key, resumeStep, parent = current, worldSize, edits = 'keep' } = request
  const number = request.number ?? nextGenerationNumber(optimizer)
  const revision = optimizer.revision + 1
  const { recordedAt: openedAt, actor, reason } = audit
  const stated = { key, parent, edits, ...(worldSize === undefined ? {} : { worldSize }) }
  const sealedBefore = optimizer.sealedThrough
  const opened = { number, resumeStep, revision, ...stated, actor, reason, openedAt, sealedBefore }
  const opening = { kind: 'generation_opened', generation: number, ...stated } as const
  const { recorded, digest } = chained(optimizer, {
    ...opening,
    revision,
    step: resumeStep,
    ...audit,
  })
  const regressed = undefined
  const progress = { cursor: resumeStep, sealedThrough, acted, revision, digest, regressed }
  return {
    after: { ...optimizer, ...progress, generation: opened, state, pending, openQuorums: [] },
    input: recorded,
  }
}

/**
 * The changes of a generation, cancelled ones included: its own, and the ones from its parent.
 * @param changes inputs of the optimizer except metrics, in order: all of them, or the latest ones.
 */
export function changesOfGeneration(
  generations: readonly Generation[],
  changes: readonly Input[],
  number: number,
): readonly Input[] {
  const through = changesThrough(generations, number, changes[0]?.revision ?? Infinity)
  return changes.filter(
    ({ kind, revision, step }) =>
      kind !== 'generation_opened' &&
      kind !== 'history_regressed' &&
      step <= (through.get(generationAtRevision(generations, revision)) ?? -Infinity),
  )
}

/**
 * The last step at which changes of a generation and of each of its ancestors act in it: not after
 * the resume step of one that dropped later changes. Ancestors that ended before a revision are
 * left out.
 */
function changesThrough(
  generations: readonly Generation[],
  number: number,
  since: number,
): ReadonlyMap<number, number> {
  const through = new Map<number, number>()
  let last = Infinity
  let generation: Generation | undefined = generationOf(generations, number)
  while (generation) {
    through.set(generation.number, last)
    if (generation.edits === 'drop') last = Math.min(last, generation.resumeStep)
    const { parent = 0, revision }: Generation = generation
    generation = revision < since ? undefined : findGeneration(generations, parent)
  }
  return through
}

/** The last step at which changes of an ancestor act in a generation; Infinity for all of them. */
export const changesKeptThrough = (
  generations: readonly Generation[],
  number: number,
  ancestor: Generation,
): number => changesThrough(generations, number, ancestor.revision).get(ancestor.number)!

/** The inputs that a new generation inherits: changes after its last sealed step, but no metrics. */
export function inheritedInputs(
  pending: readonly Input[],
  changes: readonly Input[],
  sealedThrough: number,
): readonly Input[] {
  const all = new Map([...pending, ...changes].map((input) => [input.revision, input]))
  const inOrder = [...all.values()].sort((a, b) => a.revision - b.revision)
  return effectiveInputs(inOrder).filter(
    ({ kind, step }) => kind !== 'metric_decided' && step > sealedThrough,
  )
}
