import { z } from 'zod'
import { GroupName, Name } from '../../core/name.ts'
import { Step, JsonDouble } from '../../core/number.ts'
import { GenerationNumber, Revision } from './numbers.ts'
import { MetricOutcome } from './metrics.ts'
import { ChangeResponse } from './edits.ts'

const ContributionResponse = z
  .object({
    name: Name,
    type: z.string(),
    preset: z.string().optional().meta({ description: 'The preset that it was given as.' }),
    attached_at: Step.meta({ description: 'The step at which it was attached.' }),
    epoch: z.int().meta({ description: 'The number of times it has stepped by then.' }),
    before: z.number().optional().meta({
      description:
        'The value before the scheduler stepped; absent at a step at which it was constructed.',
    }),
    after: z.number().optional(),
  })
  .meta({ id: 'Contribution', description: 'The effect of one scheduler at the step.' })

const DecisionResponse = z
  .object({
    revision: Revision,
    metric: Name,
    value: JsonDouble.optional(),
    outcome: MetricOutcome.optional(),
    reported_for: Step,
    step: Step.meta({ description: 'The step at which it acted.' }),
  })
  .meta({ id: 'ExplainedDecision', description: 'The decision on a metric.' })

export const ExplanationResponse = z
  .object({
    optimizer: Name,
    generation: GenerationNumber,
    step: Step,
    group: GroupName,
    param: z.string(),
    value: z.number(),
    sealed: z.boolean(),
    base: z
      .number()
      .meta({ description: 'The value from which its schedulers compute: `initial_lr`.' }),
    schedulers: z
      .array(ContributionResponse)
      .meta({ description: 'In the order in which they step.' }),
    multiply: z.number().optional().meta({
      description: 'The factor in force on what the schedulers give: the product of all of them.',
    }),
    hold: z.number().optional().meta({
      description: 'The value in force in place of what the schedulers give.',
    }),
    decisions: z.array(DecisionResponse).meta({
      description:
        'The metrics that changed the value and whose change is still in it, the latest 20.',
    }),
    edits: z.array(ChangeResponse).meta({
      description:
        'The changes without which the value would be another one, and the factors and held values in force. A change that a scheduler or a later edit has overwritten is not among them.',
    }),
  })
  .meta({ id: 'Explanation', description: 'The origin of a value.' })
