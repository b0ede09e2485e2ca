import type { Context } from '../../operations/context.ts'
import { patch } from '../../operations/optimizers/patch.ts'
import { list, readShown } from '../../operations/optimizers/read.ts'
import { remove } from '../../operations/optimizers/remove.ts'
import { optimizerResponse, summaryResponse } from '../responses/optimizers.ts'
import { OptimizerPatch, OptimizerResponse, OptimizerList } from '../contract/optimizers.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import { OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, READ_REFUSALS, refusals } from '../contract/refusals.ts'
import { EXAMPLE_OPTIMIZER } from '../examples/optimizers.ts'
import { encodeCursor, decodeCursor, parseLabels, ListQuery } from '../contract/list_query.ts'

/** Finding, changing and removing optimizers. */
export const optimizerRoutes = routesOf(
  'Optimizers',
  listOptimizers,
  getOptimizer,
  patchOptimizer,
  deleteOptimizer,
)

function listOptimizers(app: App, context: Context): void {
  app.get('/v1/optimizers', {
    schema: {
      operationId: 'listOptimizers',
      summary: 'List optimizers, in the order of their ids',
      querystring: ListQuery,
      response: { 200: response('One page.', OptimizerList), ...refusals() },
    },
    config: {
      example: { response: { optimizers: [summaryExample(EXAMPLE_OPTIMIZER)], next_cursor: null } },
    },
    handler: async ({ query: { limit, cursor, label } }) => {
      const page = { after: decodeCursor(cursor), limit, labels: parseLabels([label].flat()) }
      const { summaries, next } = await list(context, page)
      return { optimizers: summaries.map(summaryResponse), next_cursor: encodeCursor(next) }
    },
  })
}

function getOptimizer(app: App, context: Context): void {
  app.get('/v1/optimizers/:o', {
    schema: {
      operationId: 'getOptimizer',
      summary: 'Read an optimizer',
      params: OptimizerPath,
      response: {
        200: response('As it is now.', OptimizerResponse),
        ...refusals(...READ_REFUSALS),
      },
    },
    config: { example: { response: EXAMPLE_OPTIMIZER } },
    handler: async ({ params }) => optimizerResponse(await readShown(context, params.o)),
  })
}

function patchOptimizer(app: App, context: Context): void {
  app.patch('/v1/optimizers/:o', {
    schema: {
      operationId: 'patchOptimizer',
      summary: 'Change an optimizer itself: its labels',
      description: 'Each given field replaces the present one as a whole. Safe to repeat.',
      params: OptimizerPath,
      body: OptimizerPatch,
      response: {
        200: response('As it is now.', OptimizerResponse),
        ...bodyRefusals(...READ_REFUSALS, 'too_many_writers'),
      },
    },
    config: { example: { body: { labels: { team: 'vision' } }, response: EXAMPLE_OPTIMIZER } },
    handler: async ({ params, body }) => optimizerResponse(await patch(context, params.o, body)),
  })
}

function deleteOptimizer(app: App, context: Context): void {
  app.delete('/v1/optimizers/:o', {
    schema: {
      operationId: 'deleteOptimizer',
      summary: 'Remove an optimizer and all its history',
      description:
        'Safe to repeat: once the optimizer is removed, the response is `optimizer_not_found`.',
      params: OptimizerPath,
      response: { 204: NoContent, ...refusals('optimizer_not_found') },
    },
    handler: async ({ params }, reply) => {
      await remove(context, params.o)
      return reply.code(204).send(null)
    },
  })
}

const summaryExample = ({
  groups: _groups,
  schedulers: _schedulers,
  ...summary
}: typeof EXAMPLE_OPTIMIZER) => summary
