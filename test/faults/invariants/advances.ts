import { valuesByStep, type AdvanceResponse } from './advance_response.ts'
import type { StepTexts } from './step_texts.ts'
import { checkWindow, lastStepOf } from './windows.ts'
import {
  observedProgress,
  generationOf,
  generationOfStep,
  type Observations,
  type Progress,
} from './observations.ts'
import { checkDecision } from './metrics.ts'
import { assertInvariant } from './violation.ts'

/** The parts of a request that the response must match. */
export interface AdvanceRequest {
  readonly generation: number
  readonly step?: number | undefined
  readonly ahead?: number | undefined
}

/** Records that an advance is sent, and returns the progress observed until now. */
export function advanceSent(
  observed: Observations,
  { generation, step = Infinity, ahead = 0 }: AdvanceRequest,
): Progress {
  const own = generationOf(observed, generation)
  if (generation === observed.current) own.maxRequested = Math.max(own.maxRequested, step + ahead)
  return observedProgress(observed)
}

/** Checks the response to an advance: that it matches the request, I1, I3 and I5. */
export function checkAdvance(
  observed: Observations,
  response: AdvanceResponse,
  request: AdvanceRequest,
  sent: Progress,
): void {
  checkMatchesRequest(observed, response, request)
  checkWindow(observed, response, request, sent)
  const { generation, step, sealed_through: sealedThrough, ahead } = response
  const own = generationOf(observed, generation)
  assertInvariant(
    generation >= sent.generation || lastStepOf(response) <= own.maxRequested,
    'I3 fencing',
    () => `${observed.id}: a zombie of ${generation} sealed ${step} in ${sent.generation}`,
  )
  for (const [at, values] of valuesByStep(response)) checkValues(observed, generation, at, values)
  checkRevision(observed, response)
  for (const [metric, decision] of Object.entries(response.metrics ?? {})) {
    checkDecision(observed, generation, { metric, step, ...decision })
  }
  if (ahead && ahead.through > step) {
    checkRevision(observed, { generation, step: ahead.through, revision: ahead.revision })
  }
  recordSeen(observed, generation, response.seen)
  own.cursor = Math.max(own.cursor, step)
  own.sealedThrough = Math.max(own.sealedThrough, sealedThrough)
}

function checkMatchesRequest(
  { id }: Observations,
  response: AdvanceResponse,
  request: AdvanceRequest,
): void {
  const { generation, step, sealed_through: sealedThrough, ahead } = response
  const through = lastStepOf(response)
  const isMatching =
    generation === request.generation &&
    step === (request.step ?? step) &&
    (ahead?.from ?? step + 1) === step + 1 &&
    through <= step + (request.ahead ?? 0) &&
    sealedThrough >= through
  const shown = () => JSON.stringify({ ...response, ahead: through })
  assertInvariant(
    isMatching,
    'expected response',
    () => `${id}, requested ${JSON.stringify(request)}: ${shown()}`,
  )
}

/** Checks the values at a step, from any response. */
export function checkValues(
  observed: Observations,
  generation: number,
  step: number,
  { numbers, constants }: StepTexts,
): void {
  const owner = generationOfStep(observed, generation, step)
  const isNew = owner.values[step] === undefined
  if (isNew) observed.steps += 1
  const what = (before: string, now: string) => () =>
    `${observed.id} generation ${generation} step ${step} was ${before}, now ${now}`
  const before = (owner.values[step] ??= numbers)
  assertInvariant(before === numbers, 'I1 write-once', what(before, numbers))
  if (constants === undefined) return
  const constant = (owner.constants[step] ??= constants)
  assertInvariant(constant === constants, 'I1 write-once', what(constant, constants))
}

/** Checks the revision of a step, which is write-once as its values are. */
export function checkRevision(
  observed: Observations,
  { generation, step, revision }: Pick<AdvanceResponse, 'generation' | 'step' | 'revision'>,
): void {
  const { revisions } = generationOfStep(observed, generation, step)
  const before = (revisions[step] ??= revision)
  const what = () => `${observed.id} step ${step} was of revision ${before}, now ${revision}`
  assertInvariant(before === revision, 'I1 write-once', what)
}

/** The `seen` of the furthest place that was returned in a generation; undefined without any. */
export const seenIn = (observed: Observations, generation: number): string | undefined =>
  generationOf(observed, generation).seen

/** Records the `seen` of a response. */
export function recordSeen(observed: Observations, generation: number, seen: string): void {
  const own = generationOf(observed, generation)
  if (own.seen === undefined || isFurther(seen, own.seen)) own.seen = seen
}

/** Whether a `seen` is of a later revision than another one, or sealed further at the same one. */
function isFurther(seen: string, other: string): boolean {
  const [one, two] = [seen, other].map((text) => text.split('.').slice(2, 4).map(Number))
  return one![0]! > two![0]! || (one![0]! === two![0]! && one![1]! > two![1]!)
}
