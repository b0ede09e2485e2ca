import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { fromJsonDouble, Step, JsonDouble } from '../../core/number.ts'
import { RegistrationBody } from '../../core/definition/registration.ts'
import { preview } from '../../operations/queries/values.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { SeriesResponse } from '../contract/series.ts'
import { bodyRefusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { EXAMPLE_REGISTRATION, EXAMPLE_SERIES } from '../examples/optimizers.ts'
import { sendJson } from '../responses/send_json.ts'
import { allUpcoming } from '../../core/optimizer/upcoming.ts'
import { optimizerWarnings } from '../responses/warnings.ts'
import { seriesStream } from '../responses/series_stream.ts'

const AssumedMetric = z.tuple([Step.min(1), JsonDouble]).meta({ id: 'AssumedMetric' })

const PreviewBody = RegistrationBody.extend({
  from: Step.default(0).meta({ description: 'The first step.' }),
  to: Step.optional().meta({ description: 'The last step, included; by default total_steps.' }),
  points: z.int().min(2).max(100_000).optional().meta({
    description: 'The maximum number of steps; the extremes are among them.',
  }),
  hyperparameters: z
    .array(z.string())
    .min(1)
    .max(64)
    .default(['lr'])
    .meta({
      description: 'The names of the hyperparameters to return. A list is returned whole.',
      examples: [['lr', 'betas']],
    }),
  metrics: z
    .record(Name, z.array(AssumedMetric).max(100_000))
    .default({})
    .meta({
      description:
        'Assumed metrics: by name, pairs of a step and a value. At steps without a value, schedulers that monitor the metric keep their state.',
      examples: [{ val_loss: [[100, 0.5]] }],
    }),
}).meta({ id: 'Preview', description: 'A registration, and the part of its trajectory to return.' })

/** Trajectories without a registration. */
export const previewRoutes = routesOf('Values', postPreview)

function postPreview(app: App): void {
  app.post('/v1/previews', {
    schema: {
      operationId: 'preview',
      summary: 'Compute the trajectory of a definition without storing it',
      description:
        'The trajectory that an optimizer of this definition would have. Metrics may be assumed. Nothing is stored, so no id is needed.',
      body: PreviewBody,
      response: {
        200: response('The trajectory.', SeriesResponse),
        ...bodyRefusals(...VALUE_REFUSALS, 'series_too_long'),
      },
    },
    config: {
      example: { body: { ...EXAMPLE_REGISTRATION, to: 20, points: 3 }, response: EXAMPLE_SERIES },
    },
    handler: async ({ body }, reply) => {
      const { from, to, points, hyperparameters, metrics, ...registration } = body
      const wanted = { from, to, points, hyperparameters }
      const { series, optimizer } = await preview(registration, wanted, assumedMetrics(metrics))
      const warnings = optimizerWarnings(optimizer, allUpcoming(optimizer))
      return sendJson(reply, seriesStream(series, warnings))
    },
  })
}

const assumedMetrics = (metrics: z.infer<typeof PreviewBody>['metrics']) =>
  Object.fromEntries(
    Object.entries(metrics).map(([metric, points]) => [
      metric,
      points.map(([step, value]) => [step, fromJsonDouble(value)] as const),
    ]),
  )
