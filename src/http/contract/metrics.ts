import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { Step, JsonDouble } from '../../core/number.ts'
import { MAX_REPORTERS } from '../../core/schedules/parts/monitor.ts'
import { GenerationNumber } from './numbers.ts'
import { GivenSeen, Seen } from './seen.ts'
import { GenerationField, Weight } from './steps.ts'

/** Requests and responses of metrics. */

export const ReportBody = z
  .strictObject({
    value: JsonDouble,
    weight: Weight.optional(),
    generation: GenerationField.optional(),
    seen: Seen.optional(),
  })
  .meta({ id: 'Report', description: 'The value that one rank measured.' })

export const MetricOutcome = z.enum(['skipped', 'failed']).meta({ id: 'MetricOutcome' })

export const MetricResponse = z
  .object({
    metric: Name,
    step: Step,
    generation: GenerationNumber,
    reported: z.int().min(0).max(MAX_REPORTERS),
    reporters: z.int().min(1).max(MAX_REPORTERS),
    decided: z.boolean(),
    value: JsonDouble.optional().meta({ description: 'The decided value.' }),
    outcome: MetricOutcome.optional().meta({
      description: 'Present if the deadline has passed without a value.',
    }),
    seen: GivenSeen,
    effective_step: Step.optional().meta({ description: 'The step at which it acts.' }),
    reduced: z.array(Name).optional().meta({
      description: 'The schedulers that lower a value at that step because of the metric.',
    }),
    missing_ranks: z.array(z.int()).optional().meta({
      description: 'The ranks that have not reported, the first 32 of them.',
    }),
  })
  .meta({ id: 'Metric', description: 'A metric at a step: its reports, and its decision.' })
