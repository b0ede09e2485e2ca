import { RegistrationBody } from '../../core/definition/registration.ts'
import type { Context } from '../../operations/context.ts'
import { list, readShown } from '../../operations/optimizers/read.ts'
import { register, registerUnnamed } from '../../operations/optimizers/register.ts'
import { remove } from '../../operations/optimizers/remove.ts'
import { optimizerResponse, registeredText, summaryResponse } from '../responses/optimizers.ts'
import { OptimizerResponse, OptimizerList, RegisteredResponse } from '../contract/optimizers.ts'
import { sendJson } from '../responses/send_json.ts'
import { routesOf, type App } from '../route.ts'
import { response, NoContent } from '../contract/response.ts'
import { CallHeaders, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, READ_REFUSALS, refusals } from '../contract/refusals.ts'
import {
  EXAMPLE_OPTIMIZER,
  EXAMPLE_REGISTERED,
  EXAMPLE_REGISTRATION,
} from '../examples/optimizers.ts'
import { encodeCursor, decodeCursor, parseLabels, ListQuery } from '../contract/list_query.ts'

/** Registering, finding and removing optimizers. */
export const optimizerRoutes = routesOf(
  'Optimizers',
  putOptimizer,
  createOptimizer,
  listOptimizers,
  getOptimizer,
  deleteOptimizer,
)

function putOptimizer(app: App, context: Context): void {
  app.put('/v1/optimizers/:o', {
    schema: {
      operationId: 'putOptimizer',
      summary: 'Register an optimizer; every rank may send it',
      params: OptimizerPath,
      body: RegistrationBody,
      response: {
        200: response('The same registration, repeated.', RegisteredResponse),
        201: response('Registered.', RegisteredResponse),
        ...bodyRefusals(
          'optimizer_exists',
          'step_compacted',
          'history_regressed',
          'value_not_finite',
          'schedule_ended',
          'too_many_writers',
        ),
      },
    },
    config: { example: { body: EXAMPLE_REGISTRATION, response: EXAMPLE_REGISTERED } },
    handler: async ({ params, body }, reply) => {
      const registered = await register(context, params.o, body)
      return sendJson(reply.code(registered.created ? 201 : 200), registeredText(registered))
    },
  })
}

function createOptimizer(app: App, context: Context): void {
  app.post('/v1/optimizers', {
    schema: {
      operationId: 'createOptimizer',
      summary: 'Register an optimizer under an id that the server generates',
      // The event of a registration has no actor, here or with PUT.
      headers: CallHeaders.omit({ 'lockstep-actor': true }),
      body: RegistrationBody,
      response: {
        201: response('Registered, at its Location.', RegisteredResponse),
        ...bodyRefusals(
          'idempotency_key_reused',
          'step_compacted',
          'history_regressed',
          'value_not_finite',
          'schedule_ended',
          'too_many_writers',
        ),
      },
    },
    config: { example: { body: EXAMPLE_REGISTRATION, response: EXAMPLE_REGISTERED } },
    handler: async ({ body, headers }, reply) => {
      const registered = await registerUnnamed(context, body, headers['idempotency-key'])
      const location = `/v1/optimizers/${registered.optimizer.id}`
      return sendJson(reply.code(201).header('location', location), registeredText(registered))
    },
  })
}

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
