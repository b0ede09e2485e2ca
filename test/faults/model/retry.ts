import type { Answer } from '../../service.ts'
import { must } from '../invariants/violation.ts'
import type { Place } from './commands.ts'
import type { Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

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
  stage: Stage,
  play: Play,
  at: Place,
  request: Request,
): Promise<Pick<Answer, 'status' | 'body'>> {
  const { method, path, body, key, isBatch = false } = request
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const instance = stage.instances[play.serving[at]]!
  if (!isBatch) return instance.ask(method, play.url + path, body, headers)
  const steps = [{ optimizer: play.book.id, ...body }]
  const answer = await instance.ask('POST', '/v1/steps', { steps }, headers)
  must(answer.status === 200, 'plain answers', () => JSON.stringify(answer.body))
  const { status, result, problem } = answer.body.results[0]
  return { status, body: result ?? problem }
}

type Told = Pick<Answer, 'status' | 'body'> & {
  /** Whether an earlier attempt was carried out, perhaps. */
  readonly isOpen: boolean
}

/** Asks one instance after the other until there is an answer that says what happened. */
export async function insist(stage: Stage, play: Play, at: Place, request: Request): Promise<Told> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const place = (attempt % 2 === 0 ? at : 1 - at) as Place
    const answer = await send(stage, play, place, request)
    if (answer.status !== 503) return { ...answer, isOpen: attempt > 0 }
  }
  must(false, 'plain answers', () => `no answer to ${JSON.stringify(request)}`)
  throw new Error('unreachable')
}

/** With a key until it is known what came of it; without one once, since a repeat is another. */
export async function sendOrInsist(
  stage: Stage,
  play: Play,
  at: Place,
  request: Request,
): Promise<Told> {
  if (request.key !== undefined) return insist(stage, play, at, request)
  return { ...(await send(stage, play, at, request)), isOpen: false }
}
