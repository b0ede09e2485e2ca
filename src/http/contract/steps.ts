import { z } from 'zod'
import { GroupName, Name } from '../../core/name.ts'
import { SealedThrough, Step, JsonDouble } from '../../core/number.ts'
import { MAX_AHEAD } from '../../core/series/window.ts'
import { GenerationNumber, Revision } from './numbers.ts'
import { ProblemResponse } from './refusals.ts'
import { GivenSeen, OthersSeen, Seen } from './seen.ts'
import { WindowResponse } from './series.ts'

/** Requests and responses of advances. */

export const GenerationField = GenerationNumber.meta({
  description:
    'The generation of the caller: callers of another incarnation are refused. By default the current one.',
})

export const Ahead = z.int().min(0).max(MAX_AHEAD)

export const LateMetrics = z.boolean().meta({
  description:
    'Whether `ahead` may pass steps at which a scheduler without `every` steps by a metric: what is reported for them then acts only after the window. By default the window ends before the first one, and is refused (`metrics_late`) if that is its first step.',
})

/** The weight of a report. */
export const Weight = z.number().gt(0).meta({
  description:
    'The weight in a mean, such as a number of samples. Either every rank reports one, or none does.',
})

const RankReport = z
  .strictObject({
    value: JsonDouble,
    rank: z
      .int()
      .min(0)
      .max(2 ** 31),
    weight: Weight.optional(),
  })
  .meta({ id: 'RankReport', description: 'The value that one rank measured.' })

const AdvanceMetric = z.union([JsonDouble, RankReport], {
  error:
    'wanted a number, "nan", "inf" or "-inf", or the report of a rank: {"value": 0.31, "rank": 3}',
})

const advanceFields = {
  step: Step.optional().meta({
    description: 'The requested step; by default one past the cursor.',
  }),
  ahead: Ahead.optional().meta({
    description:
      'The number of steps after it to seal and return as well, as `ahead` of the answer. The window ends early, and says why in `ends`, at a step that awaits a metric or has no value, or where it is as large as one can be. 0 returns a window without steps.',
  }),
  late_metrics: LateMetrics.optional(),
  generation: GenerationField.optional(),
  metrics: z
    .record(Name, AdvanceMetric)
    .optional()
    .meta({
      description:
        'Metrics at this step: a number for all ranks, or an object with the report of one rank, which is recorded as by `PUT .../metrics/{metric}/{step}/{rank}` and stays recorded if the advance is refused or awaits other ranks. The same report again is harmless. They act at this step if it is unsealed, and at the next one otherwise.',
      examples: [{ val_loss: 0.31 }, { val_loss: { value: 0.31, rank: 3, weight: 128 } }],
    }),
  seen: Seen.optional(),
  others_seen: OthersSeen.optional(),
}

export const Seconds = z.number().min(0).max(30)

const Wait = Seconds.optional().meta({
  description: 'Seconds to wait if the step awaits a metric; 0 by default.',
})

export const AdvanceBody = z
  .strictObject({ ...advanceFields, wait: Wait })
  .meta({ id: 'Advance', description: 'The step to advance to.' })

const OptimizerAdvance = z
  .strictObject({ optimizer: Name, ...advanceFields })
  .meta({ id: 'OptimizerAdvance', description: 'An optimizer, and its step.' })

/** The maximum number of optimizers in one call. */
export const MAX_BATCH = 1_000

export const AdvanceManyBody = z
  .strictObject({
    steps: z.array(OptimizerAdvance).min(1).max(MAX_BATCH),
    wait: Wait,
  })
  .meta({ id: 'AdvanceMany', description: 'Many optimizers, and the step of each to advance to.' })

export const GroupValues = z
  .object({
    name: GroupName,
    lr: z.number(),
    momentum: z.number().optional(),
    weight_decay: z.number().optional(),
    betas: z.array(z.number()).optional(),
  })
  .catchall(z.unknown())
  .meta({ id: 'GroupValues', description: 'The values to set one param_group to.' })

export const StepValuesResponse = z
  .object({
    optimizer: Name,
    generation: GenerationNumber,
    revision: Revision.meta({ description: 'The last revision whose effect these values show.' }),
    step: Step.meta({ description: 'The step of the values.' }),
    sealed_through: SealedThrough.meta({
      description: 'The last sealed step, as far as this process knows.',
    }),
    groups: z.array(GroupValues),
  })
  .meta({ id: 'Rates', description: 'The values of every group at one step.' })

export const ReadValuesResponse = StepValuesResponse.extend({
  sealed: z.boolean().meta({
    description: 'Whether the step is sealed; if not, the values are projected.',
  }),
}).meta({ id: 'ReadRates', description: 'The values of every group at one step, only read.' })

const MetricDecision = z.object({ value: JsonDouble, effective_step: Step }).meta({
  id: 'MetricDecision',
  description: 'The value of a metric, and the step at which it acts.',
})

export const AdvancedResponse = StepValuesResponse.extend({
  seen: GivenSeen,
  ahead: WindowResponse.optional(),
  metrics: z
    .record(Name, MetricDecision)
    .optional()
    .meta({ description: 'The decision on each metric sent, and the step at which it acts.' }),
}).meta({ id: 'Advanced', description: 'The values of every group at the step advanced to.' })

const AwaitedMetric = z.object({ metric: Name, step: Step }).meta({ id: 'AwaitedMetric' })

export const BlockedResponse = z
  .object({
    optimizer: Name,
    generation: GenerationNumber,
    step: Step.meta({ description: 'The cursor: the highest step that a trainer has requested.' }),
    sealed_through: SealedThrough,
    blocked_on: z
      .array(AwaitedMetric)
      .meta({ description: 'The metric to report, and the step to report it for.' }),
    seen: GivenSeen,
  })
  .meta({ id: 'Blocked', description: 'A step that no rank can pass before a metric is decided.' })

export const StepResult = z
  .object({
    status: z
      .int()
      .min(200)
      .max(599)
      .meta({ description: 'The status of the response to a call for this step alone.' }),
    result: z.union([AdvancedResponse, BlockedResponse]).optional(),
    problem: ProblemResponse.optional(),
  })
  .meta({ id: 'StepResult', description: 'A result or a problem.' })

export const AdvanceManyResponse = z
  .object({ results: z.array(StepResult).meta({ description: 'In the order of the request.' }) })
  .meta({ id: 'AdvancedMany' })
