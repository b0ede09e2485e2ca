import type { Context } from '../../operations/context.ts'
import { patch } from '../../operations/optimizers/patch.ts'
import { list, readShown } from '../../operations/optimizers/read.ts'
import { remove } from '../../operations/optimizers/remove.ts'
import {
  optimizerResponse,
  patchedOptimizerResponse,
  summaryResponse,
} from '../responses/optimizers.ts'
import {
  OptimizerPatch,
  OptimizerResponse,
  OptimizerList,
  PatchedOptimizerResponse,
} from '../contract/optimizers.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import { CallHeaders, changeOptionsOf, ChangeQuery, OptimizerPath } from '../contract/paths.ts'
import {
  bodyRefusals,
  CHANGE_REFUSALS,
  READ_REFUSALS,
  refusals,
  VALUE_REFUSALS,
} from '../contract/refusals.ts'
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
      description:
        'Pages of optimizers without their groups and schedulers. `next_cursor` of a page is the `cursor` of the next one.',
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
  app.get('/v1/optimizers/:optimizer', {
    schema: {
      operationId: 'getOptimizer',
      summary: 'Read an optimizer',
      description:
        'Its groups with their values at the cursor, its schedulers with all their arguments, and what is accepted but does not act yet (`pending`). It never seals.',
      params: OptimizerPath,
      response: {
        200: response('As it is now.', OptimizerResponse),
        ...refusals(...READ_REFUSALS),
      },
    },
    config: { example: { response: EXAMPLE_OPTIMIZER } },
    handler: async ({ params }) => optimizerResponse(await readShown(context, params.optimizer)),
  })
}

function patchOptimizer(app: App, context: Context): void {
  app.patch('/v1/optimizers/:optimizer', {
    schema: {
      operationId: 'patchOptimizer',
      summary: 'Change an optimizer itself: its labels, the length of the run',
      description:
        'Each given field replaces the present one as a whole. `total_steps` changes from a step on, by default the next unsealed one: schedulers whose steps are shares of it, presets that take it, and expressions that read it go on with the new length, as after a PATCH of each of them. Safe to repeat.',
      params: OptimizerPath,
      headers: CallHeaders,
      querystring: ChangeQuery,
      body: OptimizerPatch,
      response: {
        200: response('As it is now.', PatchedOptimizerResponse),
        ...bodyRefusals(
          ...CHANGE_REFUSALS,
          'step_compacted',
          'total_steps_conflict',
          ...VALUE_REFUSALS,
        ),
      },
    },
    config: {
      example: {
        body: { labels: { team: 'vision' }, total_steps: 20_000 },
        response: { ...EXAMPLE_OPTIMIZER, total_steps: 20_000, effective_step: 0 },
      },
    },
    handler: async ({ params, query, body, headers }) => {
      const patched = await patch(context, params.optimizer, body, changeOptionsOf(query, headers))
      return patchedOptimizerResponse(patched, body)
    },
  })
}

function deleteOptimizer(app: App, context: Context): void {
  app.delete('/v1/optimizers/:optimizer', {
    schema: {
      operationId: 'deleteOptimizer',
      summary: 'Remove an optimizer and all its history',
      description:
        'Safe to repeat: once the optimizer is removed, the response is `optimizer_not_found`.',
      params: OptimizerPath,
      response: { 204: NoContent, ...refusals('optimizer_not_found') },
    },
    handler: async ({ params }, reply) => {
      await remove(context, params.optimizer)
      return reply.code(204).send(null)
    },
  })
}

const summaryExample = ({
  groups: _groups,
  schedulers: _schedulers,
  ...summary
}: typeof EXAMPLE_OPTIMIZER) => summary
