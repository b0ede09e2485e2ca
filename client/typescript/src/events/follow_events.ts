import { answerOf } from '../answer.ts'
import { backoff } from '../attempts/backoff.ts'
import { sleep } from '../attempts/sleep.ts'
import type { Lockstep } from '../create_lockstep.ts'
import { NotLockstep } from '../errors.ts'
import type { Event } from '../types.ts'
import { EventReader } from './event_reader.ts'
import { streamParts } from './stream_parts.ts'

export interface FollowOptions {
  /** The revision after which the events begin; 0, so with the registration, by default. */
  readonly after?: number
  /** Ends the iteration: it throws the reason of the signal. */
  readonly signal?: AbortSignal
}

/** The service writes a comment after 15 seconds of silence. */
const SILENCE_S = 30

/**
 * The events of an optimizer after a revision, and those to come. It never ends by itself: leave it
 * by `break`, or by the signal. A stream that is cut is opened again after the last event
 * (`Last-Event-ID`), so no event is missed and none comes twice.
 * @throws {ProblemError} for an optimizer that does not exist, or events that are not kept.
 */
export async function* followEvents(
  lockstep: Lockstep,
  optimizer: string,
  { after = 0, signal }: FollowOptions = {},
): AsyncGenerator<Event, void> {
  let last = after
  for (let empty = 0; ; empty += 1) {
    for await (const event of streamOf(lockstep, optimizer, last, signal)) {
      yield event
      last = event.revision
      empty = 0
    }
    signal?.throwIfAborted()
    await sleep(backoff(empty), signal)
  }
}

/** The events of one stream, until it is cut. */
async function* streamOf(
  lockstep: Lockstep,
  optimizer: string,
  after: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event> {
  const called = await lockstep.GET('/v1/optimizers/{optimizer}/events', {
    params: {
      path: { optimizer },
      header: { accept: 'text/event-stream', 'last-event-id': after },
    },
    parseAs: 'stream',
    signal: signal ?? null,
  })
  const stream = answerOf(called)
  if (!stream || !called.response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new NotLockstep(`${lockstep.baseUrl} answers no stream of events`)
  }
  const reader = new EventReader()
  for await (const part of streamParts(stream, SILENCE_S)) yield* reader.read(part)
}
