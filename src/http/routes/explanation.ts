import { z } from 'zod'
import { GroupName } from '../../core/name.ts'
import type { Context } from '../../operations/context.ts'
import { explain } from '../../operations/queries/explanation.ts'
import { explanationResponse } from '../responses/explanation.ts'
import { routesOf, type App } from '../route.ts'
import { response } from '../contract/response.ts'
import { ExplanationResponse } from '../contract/explanation.ts'
import { OptimizerPath } from '../contract/paths.ts'
import { refusals, VALUE_REFUSALS } from '../contract/refusals.ts'
import { EXAMPLE_EXPLANATION } from '../examples/changes.ts'
import { integer } from '../contract/query.ts'

const ExplanationQuery = z.strictObject({
  step: integer().optional().meta({ description: 'By default the cursor.' }),
  group: GroupName,
  param: z.string().min(1).max(80).default('lr').meta({
    description: 'A hyperparameter: `lr`, `momentum`, `betas.0`, ...',
  }),
})

/** The explanation of a value. */
export const explanationRoutes = routesOf('Values', getExplanation)

function getExplanation(app: App, context: Context): void {
  app.get('/v1/optimizers/:optimizer/lr/explanation', {
    schema: {
      operationId: 'explain',
      summary: 'Explain a value by its base, schedulers, decisions and edits',
      description:
        'The schedulers in the order in which they stepped, with the value before and after each; the decisions on metrics and the edits without which the value would be another one.',
      params: OptimizerPath,
      querystring: ExplanationQuery,
      response: {
        200: response('The origin of the value.', ExplanationResponse),
        ...refusals(
          'optimizer_not_found',
          'group_not_found',
          'step_compacted',
          ...VALUE_REFUSALS,
          'series_too_long',
        ),
      },
    },
    config: { example: { response: EXAMPLE_EXPLANATION } },
    handler: async ({ params, query }) =>
      explanationResponse(await explain(context, params.optimizer, query)),
  })
}
