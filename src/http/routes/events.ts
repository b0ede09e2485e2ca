import { z } from 'zod'
import type { Context } from '../../operations/context.ts'
import { events as readEvents } from '../../operations/queries/events.ts'
import { eventsResponse } from '../responses/events.ts'
import { routesOf, type App } from '../route.ts'
import { EventList, EventResponse } from '../contract/events.ts'
import { OptimizerPath } from '../contract/paths.ts'
import { refusals } from '../contract/refusals.ts'
import { sendText } from '../responses/send_json.ts'
import { eventStream } from '../responses/event_stream.ts'
import { EXAMPLE_EVENTS } from '../examples/changes.ts'
import { integer } from '../contract/query.ts'

const EventQuery = z.strictObject({
  after: integer().optional().meta({
    description:
      'The revision after which the page begins; by default 0, so that the registration is first.',
  }),
  limit: integer(1, 1_000).default(100).meta({ default: 100 }),
})

const EventHeaders = z.object({
  accept: z.string().optional().meta({
    description: 'With `text/event-stream` the response follows the events live.',
  }),
  'last-event-id': integer().optional().meta({
    description: 'The last event that an interrupted stream returned; it replaces `after`.',
  }),
})

const eventsOrStream = {
  description: 'One page; or a stream, whose messages have an event each as data.',
  content: {
    'application/json': { schema: EventList },
    'text/event-stream': { schema: EventResponse },
  },
}

/** The events of an optimizer. */
export const eventRoutes = routesOf('Events', listEvents)

function listEvents(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/events', {
    schema: {
      operationId: 'listEvents',
      summary: 'List events in order, or follow them as server-sent events',
      description:
        'Every input of the trajectory with its revision, step, actor and reason. With `Accept: text/event-stream` the response follows the events live: the id of each event is its revision, so that `Last-Event-ID` resumes.',
      params: OptimizerPath,
      querystring: EventQuery,
      headers: EventHeaders,
      response: {
        200: eventsOrStream,
        ...refusals('optimizer_not_found', 'events_compacted', 'history_regressed'),
      },
    },
    config: { example: { response: EXAMPLE_EVENTS } },
    handler: async ({ params: { optimizer: id }, query, headers }, reply) => {
      const after = headers['last-event-id'] ?? query.after ?? 0
      const part = await readEvents(context, id, { after, limit: query.limit })
      if (headers.accept?.includes('text/event-stream')) {
        // A connection that is kept alive after the stream would delay the shutdown of the service.
        const headers = { 'cache-control': 'no-store', connection: 'close' }
        void reply.headers(headers)
        return sendText(reply, 'text/event-stream', eventStream(context, id, after, reply.raw))
      }
      const has_more = part.last < part.optimizer.revision
      return { events: eventsResponse(part), last_revision: part.last, has_more }
    },
  })
}
