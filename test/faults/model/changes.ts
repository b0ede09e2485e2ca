import type { Body } from '../invariants/events.ts'
import { observedProgress, type Progress } from '../invariants/observations.ts'
import { pathOf, type ChangeRequest, type SentChange } from '../invariants/sent_changes.ts'
import { checkEditStep, earliestStepOf } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { isEnded, isStale } from './advance_commands.ts'
import type { InstanceIndex } from './command.ts'
import { sendRetryingIfKeyed } from './retry.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A problem in a response. */
export interface Problem {
  readonly code: string
  readonly sealed_through?: number
  readonly earliest_step?: number
  readonly errors?: readonly { readonly pointer: string }[]
}

/** A change, and the refusals that the model predicts for it. */
export interface Change {
  readonly kind: string
  readonly request: ChangeRequest
  /** Whether it may be refused like this, besides for its step. */
  readonly mayBeRefused: (problem: Problem) => boolean
  /** Set if it is refused, whatever else is sent. */
  /** Evaluated with the response: another change may have been sent meanwhile. */
  readonly mustBeRefused?: () => boolean
}

/** The step that a change names: at an offset from sealed_through. */
export const stepAt = ({ observed }: Model, offset: number | null): number | undefined =>
  offset === null ? undefined : Math.max(0, observedProgress(observed).sealedThrough + offset)

/** Whether a problem is a fault at this pointer, or below it. */
export const isFaultAt = ({ code, errors = [] }: Problem, pointer: string): boolean =>
  code === 'invalid_request' && errors.some((each) => each.pointer.startsWith(pointer))

/** The response to a change that was accepted; undefined otherwise. */
type Accepted = Body

/** Sends a change with a reason, and records its outcome. */
export async function sendChange(
  system: SystemUnderTest,
  model: Model,
  { at, isKeyed }: { readonly at: InstanceIndex; readonly isKeyed: boolean },
  change: (reason: string) => Change,
): Promise<Accepted> {
  model.lastNumber += 1
  const reason = `change ${model.lastNumber}`
  const { kind, request, ...predicted } = change(reason)
  const sent: SentChange = { kind, request, reason, isKeyed, outcome: 'unknown' }
  model.changes.push(sent)
  const progress = observedProgress(model.observed)
  const { method, body } = request
  const response = await sendRetryingIfKeyed(system, model, at, {
    method,
    path: pathOf(request, reason),
    ...(body === undefined ? {} : { body }),
    key: isKeyed ? reason : undefined,
  })
  const what = () => `${model.observed.id} ${reason}: ${JSON.stringify([request, response.body])}`
  if (response.status === 503) return undefined
  if (response.status < 300) {
    assertInvariant(predicted.mustBeRefused?.() !== true, 'expected response', what)
    return accept(model, sent, progress, response.body)
  }
  // It was applied, and then dropped by a generation without edits.
  if (response.status === 404 && response.isAmbiguous) return undefined
  const isExpected =
    isStale(response, progress.generation) ||
    isSealedStep(model, request, response.body) ||
    isEnded(response, model) ||
    predicted.mayBeRefused(response.body)
  assertInvariant(isExpected, 'expected response', what)
  sent.outcome = 'refused'
  return undefined
}

function accept(model: Model, sent: SentChange, progress: Progress, body: Accepted): Accepted {
  sent.outcome = 'accepted'
  sent.earliest = earliestStepOf(model.observed, progress)
  if (sent.request.path !== '/edits') return body
  Object.assign(sent, { revision: body.revision, step: body.step })
  checkEditStep(model.observed, progress, body.step)
  return body
}

function isSealedStep(
  { observed }: Model,
  { atStep }: ChangeRequest,
  { code, sealed_through, earliest_step }: Problem,
): boolean {
  if (code !== 'step_sealed' || atStep === undefined) return false
  const isNext = earliest_step === sealed_through! + 1
  assertInvariant(isNext, 'expected response', () => `${observed.id}: earliest ${earliest_step}`)
  return true
}

/**
 * Whether a problem says that a pending scheduler that begins in its middle would be constructed on
 * a group without an `initial_lr`.
 */
export const lacksInitialLr = ({ changes }: Model, { code, errors = [] }: Problem): boolean =>
  code === 'group_conflict' &&
  errors.every(({ pointer }) => pointer === '/initial_lr') &&
  changes.some(({ kind }) => kind === 'attach with last_epoch')
