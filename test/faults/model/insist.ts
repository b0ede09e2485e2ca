import type { Answer } from '../../service.ts'
import { must } from '../oracle/violation.ts'
import type { Place } from './commands.ts'
import type { Play } from './player.ts'
import type { Stage } from './stage.ts'

/** A request below the URL of the optimizer. */
export interface Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  readonly key?: string | undefined
}

/** Asks an instance once. */
export function send(stage: Stage, play: Play, at: Place, request: Request): Promise<Answer> {
  const { method, path, body, key } = request
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const instance = stage.instances[play.serving[at]]!
  return instance.ask(method, play.url + path, body, headers)
}

/** Asks one instance after the other until there is an answer that says what happened. */
export async function insist(
  stage: Stage,
  play: Play,
  at: Place,
  request: Request,
): Promise<Answer & { readonly isOpen: boolean }> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const place = (attempt % 2 === 0 ? at : 1 - at) as Place
    const answer = await send(stage, play, place, request)
    if (answer.status !== 503) return { ...answer, isOpen: attempt > 0 }
  }
  must(false, 'plain answers', () => `no answer to ${JSON.stringify(request)}`)
  throw new Error('unreachable')
}
