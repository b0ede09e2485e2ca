import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { Step, JsonDouble } from '../../core/number.ts'
import { MAX_REPORTERS } from '../../core/schedules/parts/monitor.ts'
import { GenerationNumber } from './numbers.ts'
import { GenerationField, Seen } from './steps.ts'

/** What reports of metrics look like, and what they answer. */

export const ReportBody = z
  .strictObject({
    value: JsonDouble,
    weight: z.number().gt(0).optional().meta({
      description:
        'What it counts for in a mean, e.g. a number of samples: of every rank, or of none.',
    }),
    generation: GenerationField.optional(),
    seen: Seen.optional(),
  })
  .meta({ id: 'Report', description: 'What one rank measured.' })

export const MetricResponse = z
  .object({
    metric: Name,
    step: Step,
    generation: GenerationNumber,
    reported: z.int().min(0).max(MAX_REPORTERS),
    reporters: z.int().min(1).max(MAX_REPORTERS),
    decided: z.boolean(),
    value: JsonDouble.optional().meta({ description: 'What was decided.' }),
    outcome: z.enum(['skipped', 'failed']).optional().meta({
      description: 'Set where the deadline passed and there is no value.',
    }),
    effective_step: Step.optional().meta({ description: 'The step at which it acts.' }),
    reduced: z.array(Name).optional().meta({
      description: 'The schedulers that lower a value there because of it.',
    }),
    missing_ranks: z.array(z.int()).optional().meta({
      description: 'Those that are awaited, the first 32 of them.',
    }),
  })
  .meta({ id: 'Metric', description: 'How far a metric is decided at a step.' })
