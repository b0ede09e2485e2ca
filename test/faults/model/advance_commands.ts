import type { ApiResponse } from '../../service.ts'
import {
  advanceSent,
  checkValues,
  seenIn,
  checkAdvance,
  type AdvanceRequest,
} from '../invariants/advances.ts'
import type { WindowEnd } from '../invariants/advance_response.ts'
import { stepTexts } from '../invariants/step_texts.ts'
import { observedProgress, type Progress } from '../invariants/observations.ts'
import { checkProgress } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { CommandOf, InstanceIndex } from './command.ts'
import { sendWithRetry, sendRetryingIfKeyed } from './retry.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

type ModelResponse = Pick<ApiResponse, 'status' | 'body'>

export async function advance(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'advance'>,
): Promise<void> {
  const { at, rank, by, ahead, how, wait } = command
  const generation = model.generations[rank]!
  const request = { generation, step: model.lastSteps[rank]! + by, ahead }
  const sent = advanceSent(model.observed, request)
  const response = await sendWithRetry(system, model, at, {
    method: 'POST',
    path: '/steps',
    body: {
      ...request,
      ...(ahead === 0 ? { ahead: undefined } : { late_metrics: true }),
      ...(how === 'seen' ? { seen: seenIn(model.observed, generation) } : {}),
      ...(how === 'batch' || wait === 0 ? {} : { wait }),
    },
    batch: how === 'batch' ? 'steps' : undefined,
  })
  if (!hasValues(model, response, request, sent)) return
  checkEnd(model, response.body.ahead?.ends)
  // The rank has restarted meanwhile: its last step is the resume step.
  if (model.generations[rank] !== generation) return
  const through = response.body.ahead?.through ?? response.body.step
  model.lastSteps[rank] = Math.max(model.lastSteps[rank]!, through)
}

export async function report(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'reportForAll'>,
): Promise<void> {
  const { at, by, loss } = command
  const request = { generation: model.generations[0]!, step: Math.max(1, model.lastSteps[0]! + by) }
  const sent = advanceSent(model.observed, request)
  const response = await sendWithRetry(system, model, at, {
    method: 'POST',
    path: '/steps',
    body: { ...request, metrics: { loss } },
  })
  const { status, body } = response
  // No scheduler uses the metric at this step, or a quorum decides it, or another value was first.
  if (status === 400 && body.errors[0].pointer === '/metrics/loss') return
  if (status === 409 && body.code === 'metric_conflict') {
    assertInvariant(body.decided !== loss, 'I5 one decision', () => JSON.stringify(body))
    return
  }
  hasValues(model, response, request, sent)
}

export async function advanceByOne(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'advanceByOne'>,
): Promise<void> {
  const { at, isKeyed } = command
  const { generation } = observedProgress(model.observed)
  const sent = advanceSent(model.observed, { generation })
  const key = isKeyed ? `count ${model.lastNumber++}` : undefined
  const request = { method: 'POST', path: '/steps', body: { generation }, key } as const
  const response = await sendRetryingIfKeyed(system, model, at, request)
  if (response.status === 503 || !hasValues(model, response, { generation }, sent)) return
  const { step } = response.body
  const counted = `${step} of ${generation}`
  assertInvariant(
    step > sent.cursor,
    'I2 monotone',
    () => `the step after ${sent.cursor} was ${step}`,
  )
  assertInvariant(
    !model.countedSteps.includes(counted),
    'nothing applied twice',
    () => `${counted} was counted twice`,
  )
  model.countedSteps.push(counted)
}

export async function readProgress(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
): Promise<void> {
  const sent = observedProgress(model.observed)
  const { status, body } = await sendWithRetry(system, model, at, { method: 'GET', path: '' })
  assertInvariant(status === 200, 'expected response', () => JSON.stringify(body))
  checkProgress(model.observed, sent, body)
}

export async function readStep(
  system: SystemUnderTest,
  model: Model,
  { at, step }: CommandOf<'readStep'>,
): Promise<void> {
  const path = `/lr?step=${step}`
  const { status, body } = await sendWithRetry(system, model, at, { method: 'GET', path })
  if (isEnded({ status, body }, model)) return
  assertInvariant(status === 200, 'expected response', () => JSON.stringify(body))
  // There is nothing to compare for a generation that was not returned to any rank yet.
  if (!body.sealed || !model.observed.generations.has(body.generation)) return
  checkValues(model.observed, body.generation, step, stepTexts(body.groups))
}

/** A window ends early where a metric is required, or where the schedule has no value. */
export function checkEnd({ observed, kind }: Model, ends: WindowEnd | undefined): void {
  if (!ends) return
  const { reason, step } = ends
  const isAtMetric = reason === 'metric' && step % (kind.every ?? Infinity) === 0
  const isAtEnd = reason === 'schedule' && step >= (kind.endsAt ?? Infinity)
  const what = () => `${observed.id}: a window ends: ${JSON.stringify(ends)}`
  assertInvariant(isAtMetric || isAtEnd, 'expected response', what)
}

/** Whether a response says that the schedule has ended. */
export const isEnded = ({ status, body }: ModelResponse, { kind }: Model): boolean =>
  status === 422 && body.code === 'schedule_ended' && body.step >= (kind.endsAt ?? Infinity)

/**
 * Whether a response has values; otherwise it must be 202, stale_generation, or beyond the end of a
 * schedule.
 */
function hasValues(
  model: Model,
  response: ModelResponse,
  request: AdvanceRequest,
  sent: Progress,
): boolean {
  const { status, body } = response
  if (status === 202 || isStale(response, request.generation)) return false
  if (isEnded(response, model)) return false
  assertInvariant(
    status === 200,
    'expected response',
    () => `${JSON.stringify(request)}: ${JSON.stringify(body)}`,
  )
  checkAdvance(model.observed, body, request, sent)
  return true
}

/** Whether the response is stale_generation; asserts that a newer generation exists then. */
export function isStale({ status, body }: ModelResponse, generation: number): boolean {
  if (status !== 409 || body.code !== 'stale_generation') return false
  assertInvariant(body.current_generation > generation, 'I3 fencing', () => JSON.stringify(body))
  return true
}
