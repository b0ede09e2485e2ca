import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { Context } from '../../operations/context.ts'
import { follow } from '../../operations/queries/events.ts'
import { eventsAnswer } from './events.ts'

/** How long a stream may be silent: proxies cut those that are silent for longer. */
const SILENCE_MS = 15_000

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
  const left = new AbortController()
  connection.once('close', () => left.abort())
  return Readable.from(lines(context, id, after, left.signal), { objectMode: false })
}

async function* lines(context: Context, id: string, after: number, left: AbortSignal) {
  let spoken = performance.now()
  yield ': follows\n\n'
  for await (const part of follow(context, id, after, left)) {
    const events = eventsAnswer(part)
    const isSilent = performance.now() - spoken > SILENCE_MS
    if (events.length === 0 && !isSilent) continue
    spoken = performance.now()
    yield events.length === 0 ? ': still here\n\n' : events.map(line).join('')
  }
}

const line = (event: { revision: number; kind: string }): string =>
  `id: ${event.revision}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`
