import { valuesByStep, type AdvanceResponse } from './advance_response.ts'
import {
  observedProgress,
  generationOf,
  generationOfStep,
  type Observations,
  type Progress,
} from './observations.ts'
import { checkDecision } from './metrics.ts'
import { assertInvariant } from './violation.ts'

/** What was asked for, as far as the answer must agree with it. */
export interface AdvanceRequest {
  readonly generation: number
  readonly step?: number | undefined
  readonly ahead?: number | undefined
}

/** Somebody is about to ask; this is what is known by then. */
export function advanceSent(
  observed: Observations,
  { generation, step = Infinity, ahead = 0 }: AdvanceRequest,
): Progress {
  const own = generationOf(observed, generation)
  if (generation === observed.current) own.maxRequested = Math.max(own.maxRequested, step + ahead)
  return observedProgress(observed)
}

/** Takes the answer to an advance: that it is one, I1, I3 and I5. */
export function checkAdvance(
  observed: Observations,
  answer: AdvanceResponse,
  request: AdvanceRequest,
  sent: Progress,
): void {
  checkMatchesRequest(observed, answer, request)
  const { generation, step, sealed_through: sealedThrough } = answer
  const own = generationOf(observed, generation)
  assertInvariant(
    generation >= sent.generation || lastStepOf(answer) <= own.maxRequested,
    'I3 fencing',
    () => `${observed.id}: a zombie of ${generation} sealed ${step} in ${sent.generation}`,
  )
  for (const [at, values] of valuesByStep(answer)) checkValues(observed, generation, at, values)
  checkRevision(observed, answer)
  for (const [metric, decision] of Object.entries(answer.metrics ?? {})) {
    checkDecision(observed, generation, { metric, step, ...decision })
  }
  own.revision = Math.max(own.revision, answer.revision)
  own.cursor = Math.max(own.cursor, step)
  own.sealedThrough = Math.max(own.sealedThrough, sealedThrough)
}

const lastStepOf = ({ ahead, step }: AdvanceResponse): number => ahead?.through ?? step

function checkMatchesRequest(
  { id }: Observations,
  answer: AdvanceResponse,
  request: AdvanceRequest,
): void {
  const { generation, step, sealed_through: sealedThrough, ahead } = answer
  const through = lastStepOf(answer)
  const isMatching =
    generation === request.generation &&
    step === (request.step ?? step) &&
    (ahead?.from ?? step + 1) === step + 1 &&
    through <= step + (request.ahead ?? 0) &&
    sealedThrough >= through
  const shown = () => JSON.stringify({ ...answer, ahead: through })
  assertInvariant(
    isMatching,
    'plain answers',
    () => `${id}, asked ${JSON.stringify(request)}: ${shown()}`,
  )
}

/** Takes the values at a step, wherever they were told. */
export function checkValues(
  observed: Observations,
  generation: number,
  step: number,
  values: string,
): void {
  const owner = generationOfStep(observed, generation, step).values
  const before = owner[step]
  if (before === undefined) {
    owner[step] = values
    observed.steps += 1
    return
  }
  assertInvariant(
    before === values,
    'I1 write-once',
    () => `${observed.id} generation ${generation} step ${step} was ${before}, now ${values}`,
  )
}

/** Takes the revision that a step shows: as write-once as its values. */
export function checkRevision(
  observed: Observations,
  { generation, step, revision }: Pick<AdvanceResponse, 'generation' | 'step' | 'revision'>,
): void {
  const { revisions } = generationOfStep(observed, generation, step)
  const before = (revisions[step] ??= revision)
  const what = () => `${observed.id} step ${step} was of revision ${before}, now ${revision}`
  assertInvariant(before === revision, 'I1 write-once', what)
}

/** The highest that anyone in a generation was told of. */
export function seenIn(observed: Observations, generation: number) {
  const { revision, sealedThrough } = generationOf(observed, generation)
  return { revision, sealed_through: sealedThrough }
}
