import type { Answer } from '../../service.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { InstanceIndex } from './commands.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A request below the URL of the optimizer. */
export interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  readonly key?: string | undefined
  /** Set where an advance is sent as one of many. */
  readonly isBatch?: boolean
}

/** Asks an instance once. */
export async function send(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
  request: Request,
): Promise<Pick<Answer, 'status' | 'body'>> {
  const { method, path, body, key, isBatch = false } = request
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const instance = system.instances[model.serving[at]]!
  if (!isBatch) return instance.ask(method, model.url + path, body, headers)
  const steps = [{ optimizer: model.observed.id, ...body }]
  const answer = await instance.ask('POST', '/v1/steps', { steps }, headers)
  assertInvariant(answer.status === 200, 'plain answers', () => JSON.stringify(answer.body))
  const { status, result, problem } = answer.body.results[0]
  return { status, body: result ?? problem }
}

type RetriedResponse = Pick<Answer, 'status' | 'body'> & {
  /** Whether an earlier attempt was carried out, perhaps. */
  readonly isAmbiguous: boolean
}

/** Asks one instance after the other until there is an answer that says what happened. */
export async function sendWithRetry(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
  request: Request,
): Promise<RetriedResponse> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const instance = (attempt % 2 === 0 ? at : 1 - at) as InstanceIndex
    const answer = await send(system, model, instance, request)
    if (answer.status !== 503) return { ...answer, isAmbiguous: attempt > 0 }
  }
  assertInvariant(false, 'plain answers', () => `no answer to ${JSON.stringify(request)}`)
  throw new Error('unreachable')
}

/** With a key until it is known what came of it; without one once, since a repeat is another. */
export async function sendRetryingIfKeyed(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
  request: Request,
): Promise<RetriedResponse> {
  if (request.key !== undefined) return sendWithRetry(system, model, at, request)
  return { ...(await send(system, model, at, request)), isAmbiguous: false }
}
