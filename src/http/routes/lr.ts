import { z } from 'zod'
import type { Context } from '../../operations/context.ts'
import { lr as readValues, trajectory } from '../../operations/queries/values.ts'
import { readValuesText } from '../responses/step_values.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { SeriesResponse } from '../contract/series.ts'
import { ReadValuesResponse } from '../contract/steps.ts'
import { OptimizerPath } from '../contract/paths.ts'
import { refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { EXAMPLE_VALUES } from '../examples/optimizers.ts'
import { integer, names } from '../contract/query.ts'
import { sendJson } from '../responses/send_json.ts'
import { seriesStream } from '../responses/series_stream.ts'

const isEmpty = (query: object): boolean => Object.keys(query).length === 0

/** Either one step or a series, of a generation. */
const LrQuery = z
  .strictObject({
    generation: integer(1).optional().meta({
      description:
        'The generation on whose line the values are; by default the current one. Of a generation that was left, the last sealed step takes the place of the cursor.',
    }),
    step: integer().optional().meta({ description: 'One step; by default the cursor.' }),
    from: integer().optional().meta({ description: 'The first step of a series; by default 0.' }),
    to: integer()
      .optional()
      .meta({ description: 'The last step of a series, included; by default the cursor.' }),
    points: integer(2, 100_000).optional().meta({
      description: 'The maximum number of steps of the series; the extremes are among them.',
    }),
    hyperparameters: names.optional().meta({
      description:
        'The names of the hyperparameters to return, separated by commas; by default lr. A list is returned whole.',
      examples: [['lr', 'betas']],
    }),
  })
  .refine(({ generation: _either, step, ...series }) => step === undefined || isEmpty(series), {
    path: ['step'],
    error: 'wanted either step, or from, to, points and hyperparameters',
  })

/** Reading values without sealing any. */
export const valueRoutes = routesOf('Values', getLr)

function getLr(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/lr', {
    schema: {
      operationId: 'getLr',
      summary: 'Read values: the current ones, those at a step, or a series',
      description:
        'It never seals. Values past `sealed_through` are projections from the inputs that are accepted so far.',
      params: OptimizerPath,
      querystring: LrQuery,
      response: {
        200: response(
          'Values at one step, or a series.',
          z.union([ReadValuesResponse, SeriesResponse]).meta({ id: 'ReadRatesOrSeries' }),
        ),
        ...refusals(
          'optimizer_not_found',
          'unknown_generation',
          'step_compacted',
          'history_regressed',
          ...VALUE_REFUSALS,
          'series_too_long',
        ),
      },
    },
    config: { example: { response: { ...EXAMPLE_VALUES, sealed: true } } },
    handler: async ({ params: { optimizer: id }, query }, reply) => {
      const { generation, step, from, to, points, hyperparameters } = query
      const series = [from, to, points, hyperparameters].some((each) => each !== undefined)
      if (!series) {
        return sendJson(reply, readValuesText(await readValues(context, id, { step, generation })))
      }
      const shown = { hyperparameters: hyperparameters ?? ['lr'] }
      const range = { from: from ?? 0, to, points, generation, ...shown }
      const found = await trajectory(context, id, range)
      return sendJson(reply, seriesStream(found.series, { sealed_through: found.sealedThrough }))
    },
  })
}
