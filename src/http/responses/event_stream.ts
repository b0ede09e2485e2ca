import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { Context } from '../../operations/context.ts'
import { follow } from '../../operations/queries/events.ts'
import { eventsResponse } from './events.ts'

/** How long a stream may be silent: proxies cut those that are silent for longer. */
const KEEPALIVE_MS = 15_000

/** What a stream of events is, for its document. */
export const EventStream = {
  headers: { 'Cache-Control': { description: 'no-store', type: 'string' } },
}

/** What happens to an optimizer as server-sent events, each under its revision as id. */
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
