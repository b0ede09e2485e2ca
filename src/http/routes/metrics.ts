import { z } from 'zod'
import { fromJsonDouble } from '../../core/number.ts'
import type { Context } from '../../operations/context.ts'
import { metricAt, reportMetric } from '../../operations/metrics/report.ts'
import { metricResponse } from '../responses/metrics.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { MetricResponse, ReportBody } from '../contract/metrics.ts'
import { CallHeaders, callerOf, MetricPath, RankPath } from '../contract/paths.ts'
import { bodyRefusals, CHANGE_REFUSALS, refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { EXAMPLE_METRIC } from '../examples/changes.ts'
import { integer } from '../contract/query.ts'

/** Metrics that each rank of a quorum reports. */
export const metricRoutes = routesOf('Metrics', putReport, getMetric)

function putReport(app: App, context: Context): void {
  app.put('/v1/optimizers/:optimizer/metrics/:metric/:step/:rank', {
    schema: {
      operationId: 'reportMetric',
      summary: 'Report what one rank measured',
      description:
        'The report that completes the quorum decides the metric, once, for all ranks. The metric acts at its step if that is unsealed, and at the next unsealed one otherwise. The same report again is harmless; a report after the decision changes nothing.',
      params: RankPath,
      headers: CallHeaders,
      body: ReportBody,
      response: {
        200: response('No change: reported or decided before.', MetricResponse),
        201: response('Accepted.', MetricResponse),
        ...bodyRefusals(
          ...CHANGE_REFUSALS,
          'metric_conflict',
          'stale_generation',
          'unknown_generation',
          ...VALUE_REFUSALS,
        ),
      },
    },
    config: {
      example: { body: { value: 0.31, weight: 128, generation: 2 }, response: EXAMPLE_METRIC },
    },
    handler: async ({ params, body, headers }, reply) => {
      const { metric, step, rank } = params
      const report = { ...body, metric, step, rank, value: fromJsonDouble(body.value) }
      const count = await reportMetric(context, params.optimizer, report, callerOf(headers))
      return reply.code(count.created ? 201 : 200).send(metricResponse(count))
    },
  })
}

const WaitQuery = z.strictObject({
  wait: integer(0, 30).optional().meta({
    description: 'Seconds to wait for the decision; 0 by default.',
  }),
})

function getMetric(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/metrics/:metric/:step', {
    schema: {
      operationId: 'getMetric',
      summary: 'Read the reports and the decision of a metric at a step',
      description:
        'How many ranks have reported, which are missing, and the decision with the step at which it acts. With `wait` the response comes once the metric is decided, or the time has passed.',
      params: MetricPath,
      querystring: WaitQuery,
      response: {
        200: response('The metric, decided or not.', MetricResponse),
        ...refusals('optimizer_not_found', 'metric_not_found', 'history_regressed'),
      },
    },
    config: { example: { response: EXAMPLE_METRIC } },
    handler: async ({ params: { optimizer: id, metric, step }, query: { wait } }) =>
      metricResponse(await metricAt(context, id, { metric, step }, wait)),
  })
}
