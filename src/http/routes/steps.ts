import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Step } from '../../core/number.ts'
import { advance } from '../../operations/advance.ts'
import type { Context } from '../../operations/context.ts'
import { ratesAnswer } from '../answers.ts'
import { answer, RatesAnswer } from '../contract/answers.ts'
import { KeyHeaders, keyOf, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals } from '../contract/refusals.ts'
import { EXAMPLE_RATES } from '../examples.ts'

const AdvanceBody = z
  .strictObject({
    step: Step.optional().meta({ description: 'The step wanted; left out, one past the cursor.' }),
    generation: z
      .int()
      .min(1)
      .max(2 ** 31)
      .optional()
      .meta({
        description: 'Refuses callers of another incarnation; left out, the current one is meant.',
      }),
  })
  .meta({ id: 'Advance', description: 'Which step to advance to.' })

/** Advancing: the call on the training loop's critical path. */
export function steps(context: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/v1/optimizers/:o/steps', {
      schema: {
        operationId: 'advance',
        summary: 'Advance to a step and learn the values there',
        description:
          'Every rank asks for the same step and gets the same values, whoever is first. A step that is sealed already is answered as it was.',
        tags: ['Steps'],
        params: OptimizerPath,
        headers: KeyHeaders,
        body: AdvanceBody,
        response: {
          200: answer('The values at that step.', RatesAnswer),
          ...bodyRefusals(
            'optimizer_not_found',
            'stale_generation',
            'unknown_generation',
            'step_ahead',
            'value_not_finite',
            'idempotency_key_reused',
            'too_many_writers',
          ),
        },
      },
      config: { example: { body: { step: 12 }, answer: EXAMPLE_RATES } },
      handler: async ({ params, body, headers }) =>
        ratesAnswer(await advance(context, params.o, body, keyOf(headers))),
    })
  }
}
