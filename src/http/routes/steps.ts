import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { doubleOf, Step, Wide } from '../../core/number.ts'
import { advance } from '../../operations/advance.ts'
import type { Context } from '../../operations/context.ts'
import { advancedAnswer, blockedAnswer } from '../answers.ts'
import { AdvancedAnswer, answer, BlockedAnswer } from '../contract/answers.ts'
import { KeyHeaders, keyOf, OptimizerPath } from '../contract/paths.ts'
import { bodyRefusals } from '../contract/refusals.ts'
import { EXAMPLE_BLOCKED, EXAMPLE_RATES } from '../examples.ts'

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
    metrics: z
      .record(Name, Wide)
      .optional()
      .meta({
        description:
          'Metrics at this step, for all ranks. The same report again is harmless. They act at this step if it is unsealed, and at the next one otherwise.',
        examples: [{ val_loss: 0.31 }],
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
          200: answer('The values at that step.', AdvancedAnswer),
          202: answer('A metric is awaited first. Nothing was sealed.', BlockedAnswer),
          ...bodyRefusals(
            'optimizer_not_found',
            'stale_generation',
            'unknown_generation',
            'step_ahead',
            'value_not_finite',
            'schedule_ended',
            'metric_conflict',
            'idempotency_key_reused',
            'too_many_writers',
          ),
        },
      },
      config: {
        example: { body: { step: 12 }, answer: EXAMPLE_RATES, accepted: EXAMPLE_BLOCKED },
      },
      handler: async ({ params, body, headers }, reply) => {
        const reached = await advance(context, params.o, asked(body), keyOf(headers))
        if (!('blockedOn' in reached)) return advancedAnswer(reached)
        return reply.code(202).send(blockedAnswer(reached))
      },
    })
  }
}

function asked({ metrics, ...body }: z.infer<typeof AdvanceBody>) {
  if (!metrics) return body
  const doubles = Object.entries(metrics).map(([name, wide]) => [name, doubleOf(wide)] as const)
  return { ...body, metrics: Object.fromEntries(doubles) }
}
