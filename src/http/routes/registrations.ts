import { RegistrationBody } from '../../core/definition/registration.ts'
import type { Context } from '../../operations/context.ts'
import { definitionOf } from '../../operations/optimizers/definition.ts'
import { register, registerUnnamed } from '../../operations/optimizers/register.ts'
import { DefinitionResponse } from '../contract/definition.ts'
import { RegisteredResponse } from '../contract/optimizers.ts'
import { CallHeaders, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { response } from '../contract/response.ts'
import { EXAMPLE_REGISTERED, EXAMPLE_REGISTRATION } from '../examples/optimizers.ts'
import { keepSentBody, sentBodyText } from '../plugins/sent_body.ts'
import { registeredText } from '../responses/optimizers.ts'
import { sendJson } from '../responses/send_json.ts'
import { routesOf, type App } from '../route.ts'

/** Registering optimizers. */
export const registrationRoutes = routesOf(
  'Optimizers',
  putOptimizer,
  createOptimizer,
  getDefinition,
)

function putOptimizer(app: App, context: Context): void {
  app.put('/v1/optimizers/:optimizer', {
    schema: {
      operationId: 'putOptimizer',
      summary: 'Register an optimizer; every rank may send it',
      description:
        'The same registration again is answered like the first, so that every rank may send it: with 200, and the optimizer as it is now. Another definition under the same id is refused (`optimizer_exists`) with what differs. Nothing is sealed before the first advance.',
      params: OptimizerPath,
      body: RegistrationBody,
      response: {
        200: response('The same registration, repeated.', RegisteredResponse),
        201: response('Registered.', RegisteredResponse),
        ...bodyRefusals(
          'optimizer_exists',
          'step_compacted',
          'history_regressed',
          ...VALUE_REFUSALS,
          'too_many_writers',
        ),
      },
    },
    config: { example: { body: EXAMPLE_REGISTRATION, response: EXAMPLE_REGISTERED } },
    preValidation: keepSentBody,
    handler: async ({ params, body, raw }, reply) => {
      const registered = await register(context, params.optimizer, body, sentBodyText({ raw }))
      return sendJson(reply.code(registered.created ? 201 : 200), registeredText(registered))
    },
  })
}

function createOptimizer(app: App, context: Context): void {
  app.post('/v1/optimizers', {
    schema: {
      operationId: 'createOptimizer',
      summary: 'Register an optimizer under an id that the server generates',
      description:
        'As `PUT /v1/optimizers/{optimizer}`, but with a new id for each call: a job calls it once, and gives the id to its ranks. With an `Idempotency-Key` a repeat is answered like the first call.',
      // The event of a registration has no actor, here or with PUT.
      headers: CallHeaders.omit({ 'lockstep-actor': true }),
      body: RegistrationBody,
      response: {
        201: response('Registered, at its Location.', RegisteredResponse),
        ...bodyRefusals(
          'idempotency_key_reused',
          'step_compacted',
          'history_regressed',
          ...VALUE_REFUSALS,
          'too_many_writers',
        ),
      },
    },
    config: { example: { body: EXAMPLE_REGISTRATION, response: EXAMPLE_REGISTERED } },
    preValidation: keepSentBody,
    handler: async ({ body, headers, raw }, reply) => {
      const sending = { key: headers['idempotency-key'], sent: sentBodyText({ raw }) }
      const registered = await registerUnnamed(context, body, sending)
      const location = `/v1/optimizers/${registered.optimizer.id}`
      return sendJson(reply.code(201).header('location', location), registeredText(registered))
    },
  })
}

function getDefinition(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/definition', {
    schema: {
      operationId: 'getDefinition',
      summary: 'Read what was registered, as it was sent',
      description:
        'The body of the registration, with presets, percentages and lists as they were written, and the labels of now. It can be registered under another id.',
      params: OptimizerPath,
      response: {
        200: response('A body for a registration.', DefinitionResponse),
        ...refusals('optimizer_not_found', 'history_regressed'),
      },
    },
    config: { example: { response: EXAMPLE_REGISTRATION } },
    handler: async ({ params }, reply) =>
      sendJson(reply, JSON.stringify(await definitionOf(context, params.optimizer))),
  })
}
