import type { ApiResponse } from '../../service.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { InstanceIndex } from './command.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A request, with a path relative to the URL of the optimizer. */
export interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  readonly key?: string | undefined
  /** The call for many optimizers in which it is sent as the only item, and the name of the items. */
  readonly batch?: 'steps' | 'generations' | undefined
}

/** Sends a request to an instance, once. */
export async function send(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
  request: Request,
): Promise<Pick<ApiResponse, 'status' | 'body'>> {
  const { method, path, body, key, batch } = request
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const instance = system.instances[model.serving[at]]!
  if (batch === undefined) return instance.send(method, model.url + path, body, headers)
  const items = { [batch]: [{ optimizer: model.observed.id, ...body }] }
  const response = await instance.send('POST', `/v1/${batch}`, items, headers)
  assertInvariant(response.status === 200, 'expected response', () => JSON.stringify(response.body))
  const { status, result, problem } = response.body.results[0]
  return { status, body: result ?? problem }
}

type RetriedResponse = Pick<ApiResponse, 'status' | 'body'> & {
  /** Whether an earlier attempt may have been applied. */
  readonly isAmbiguous: boolean
}

/** Sends a request to the two instances alternately, until there is a definite response. */
export async function sendWithRetry(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
  request: Request,
): Promise<RetriedResponse> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const instance = (attempt % 2 === 0 ? at : 1 - at) as InstanceIndex
    const response = await send(system, model, instance, request)
    if (response.status !== 503) return { ...response, isAmbiguous: attempt > 0 }
  }
  assertInvariant(false, 'expected response', () => `no response to ${JSON.stringify(request)}`)
  throw new Error('unreachable')
}

/** With a key it retries until the response is definite; without one it sends once, as a repeat is another edit. */
export async function sendRetryingIfKeyed(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
  request: Request,
): Promise<RetriedResponse> {
  if (request.key !== undefined) return sendWithRetry(system, model, at, request)
  return { ...(await send(system, model, at, request)), isAmbiguous: false }
}
