import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { Context } from '../../operations/context.ts'
import { follow } from '../../operations/queries/events.ts'
import { eventsResponse } from './events.ts'

/** The maximum silence of a stream: proxies close a connection that is silent for longer. */
const KEEPALIVE_MS = 15_000

/** The events of an optimizer as server-sent events. The id of each is its revision. */
export function eventStream(
  context: Context,
  id: string,
  after: number,
  connection: FastifyReply['raw'],
): Readable {
  const disconnected = new AbortController()
  connection.once('close', () => disconnected.abort())
  return Readable.from(messages(context, id, after, disconnected.signal), { objectMode: false })
}

async function* messages(context: Context, id: string, after: number, disconnected: AbortSignal) {
  let lastWriteMs = performance.now()
  yield ': follows\n\n'
  for await (const part of follow(context, id, after, disconnected)) {
    const events = eventsResponse(part)
    const isDue = performance.now() - lastWriteMs > KEEPALIVE_MS
    if (events.length === 0 && !isDue) continue
    lastWriteMs = performance.now()
    yield events.length === 0 ? ': still here\n\n' : events.map(message).join('')
  }
}

const message = (event: { revision: number; kind: string }): string =>
  `id: ${event.revision}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`
