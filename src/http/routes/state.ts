import { checkpoint, restore } from '../../operations/checkpoint/checkpoint.ts'
import type { Context } from '../../operations/context.ts'
import { openedText } from '../responses/generations.ts'
import { sendJson } from '../responses/send_json.ts'
import { stateStream, verifiedRecord } from '../responses/state.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { GenerationResponse } from '../contract/generations.ts'
import { CallHeaders, callerOf, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals, refusals } from '../contract/refusals.ts'
import { StateDocument } from '../contract/state.ts'
import { EXAMPLE_GENERATION, EXAMPLE_STATE } from '../examples/changes.ts'

/** A checkpoint contains a whole history: it may be far larger than any other body. */
const BODY_LIMIT = 2 ** 26

/** Checkpoints of whole optimizers. */
export const stateRoutes = routesOf('State', getState, putState)

function getState(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/state', {
    schema: {
      operationId: 'getState',
      summary: 'Read a portable checkpoint of the whole optimizer',
      description:
        'Definition, inputs, fold state and checksum, and the state_dict of each scheduler that torch has. Any Lockstep can restore it.',
      params: OptimizerPath,
      response: {
        200: response('The document.', StateDocument),
        ...refusals('optimizer_not_found', 'history_regressed', 'too_many_writers'),
      },
    },
    config: { example: { response: EXAMPLE_STATE } },
    handler: async ({ params }, reply) => {
      return sendJson(reply, stateStream(await checkpoint(context, params.optimizer)))
    },
  })
}

function putState(app: App, context: Context): void {
  app.put('/v1/optimizers/:optimizer/state', {
    bodyLimit: BODY_LIMIT,
    schema: {
      operationId: 'putState',
      summary: 'Restore a checkpoint, as a new generation',
      description:
        'It replaces the optimizer of this id, if there is one, and resumes at its last sealed step. Ranks of every older generation are refused from then on. Sending the same document again is harmless until something changes.',
      params: OptimizerPath,
      headers: CallHeaders.omit({ 'idempotency-key': true }),
      body: StateDocument,
      response: {
        200: response('Restored.', GenerationResponse),
        ...bodyRefusals('state_corrupt', 'too_many_writers'),
      },
    },
    config: { example: { body: EXAMPLE_STATE, response: EXAMPLE_GENERATION } },
    handler: async ({ params, body, headers }, reply) => {
      const verified = await verifiedRecord(body)
      const opened = await restore(context, params.optimizer, verified, callerOf(headers))
      return sendJson(reply, openedText(opened))
    },
  })
}
