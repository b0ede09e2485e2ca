import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { RankReportOf } from '../../core/metrics/decisions.ts'
import { fromJsonDouble } from '../../core/number.ts'
import { advance } from '../../operations/advance/advance.ts'
import { advanceMany } from '../../operations/advance/advance_many.ts'
import type { WaitingCaller } from '../../operations/advance/request.ts'
import type { Context } from '../../operations/context.ts'
import { advanceManyText } from '../responses/advance_many.ts'
import { advancedText, blockedResponse } from '../responses/step_values.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { CallHeaders, callerOf, OptimizerPath } from '../contract/paths.ts'
import { sendJson } from '../responses/send_json.ts'
import { logUnexpectedError } from '../plugins/error_handler.ts'
import { compileFastValidator } from '../plugins/validator.ts'
import { bodyRefusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import {
  AdvanceBody,
  AdvancedResponse,
  AdvanceManyResponse,
  AdvanceManyBody,
  BlockedResponse,
} from '../contract/steps.ts'
import {
  EXAMPLE_ADVANCE_MANY,
  EXAMPLE_BLOCKED,
  EXAMPLE_ADVANCED,
  EXAMPLE_RESULTS,
} from '../examples/optimizers.ts'

/** Advances: the calls on the critical path of a training loop. */
export const stepRoutes = routesOf('Steps', advanceOne, postSteps)

const REFUSALS = [
  'optimizer_not_found',
  'stale_generation',
  'unknown_generation',
  'step_ahead',
  'step_compacted',
  'history_regressed',
  ...VALUE_REFUSALS,
  'metric_conflict',
  'metric_timeout',
  'metrics_late',
  'too_many_pending',
  'idempotency_key_reused',
  'too_many_writers',
] as const

function advanceOne(app: App, context: Context): void {
  app.post('/v1/optimizers/:optimizer/steps', {
    schema: {
      operationId: 'advance',
      summary: 'Advance to a step and get the values there',
      description:
        'Every rank requests the same step and receives the same values, whichever rank is first. For a sealed step, the sealed values are returned. With `ahead` a window of further steps is sealed and returned at once; what it does not have is not sealed.',
      params: OptimizerPath,
      headers: CallHeaders,
      body: AdvanceBody,
      response: {
        200: response('The values at that step.', AdvancedResponse),
        202: response('A metric is awaited first. Nothing was sealed.', BlockedResponse),
        ...bodyRefusals(...REFUSALS),
      },
    },
    config: {
      example: { body: { step: 12 }, response: EXAMPLE_ADVANCED, accepted: EXAMPLE_BLOCKED },
    },
    validatorCompiler: compileFastValidator,
    handler: async ({ params, body, headers }, reply) => {
      const caller = waitingCaller(headers, body.wait, reply)
      const outcome = await advance(context, params.optimizer, withDoubles(body), caller)
      if (!('blockedOn' in outcome)) return sendJson(reply, advancedText(outcome))
      return reply.code(202).send(blockedResponse(outcome))
    },
  })
}

function postSteps(app: App, context: Context): void {
  app.post('/v1/steps', {
    schema: {
      operationId: 'advanceMany',
      summary: 'Advance many optimizers in one call',
      description:
        'Each has its own result or problem, as in a call of its own. With `wait` the response has all results once none awaits a metric, or the time has passed. A call that names the steps, or has an `Idempotency-Key`, is safe to repeat. Each optimizer keeps the key, once for each of its entries in the list.',
      headers: CallHeaders,
      body: AdvanceManyBody,
      response: {
        200: response('One result or problem each.', AdvanceManyResponse),
        ...bodyRefusals(),
      },
    },
    config: { example: { body: EXAMPLE_ADVANCE_MANY, response: EXAMPLE_RESULTS } },
    validatorCompiler: compileFastValidator,
    handler: async ({ id, body, headers, log }, reply) => {
      const caller = waitingCaller(headers, body.wait, reply)
      const outcomes = await advanceMany(context, body.steps.map(withDoubles), caller)
      const faults = outcomes.filter((each) => 'error' in each)
      if (faults.length > 0) logUnexpectedError(log, id, faults[0]!.error, faults.length)
      return sendJson(reply, advanceManyText(outcomes))
    },
  })
}

/** The caller of a request. One that waits is followed: it may disconnect before its answer. */
function waitingCaller(
  headers: z.infer<typeof CallHeaders>,
  seconds: number | undefined,
  { raw }: FastifyReply,
): WaitingCaller {
  const caller = callerOf(headers)
  if (!seconds) return caller
  const left = new AbortController()
  raw.once('close', () => left.abort())
  return { ...caller, seconds, left: left.signal }
}

/** The metrics of a request as doubles, apart from the reports of ranks. */
function withDoubles<B extends Pick<z.infer<typeof AdvanceBody>, 'metrics'>>(body: B) {
  // Nearly all requests have none, and are not copied.
  if (!body.metrics) return body as Omit<B, 'metrics'>
  const metrics: Record<string, number> = {}
  const reports: RankReportOf[] = []
  for (const [metric, given] of Object.entries(body.metrics)) {
    if (typeof given !== 'object') metrics[metric] = fromJsonDouble(given)
    else {
      const value = fromJsonDouble(given.value)
      reports.push({ metric, ...given, value, path: ['metrics', metric] })
    }
  }
  return { ...body, metrics, reports: reports.length === 0 ? undefined : reports }
}
