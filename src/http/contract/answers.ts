import { z } from 'zod'
import { Hyperparameter } from '../../core/hyperparameters.ts'
import { Name } from '../../core/name.ts'
import { Step, Wide } from '../../core/number.ts'
import { SCHEDULES } from '../../core/schedules/catalogue.ts'

/** What answers look like. Requests are described where they are understood, in core. */

const TYPES = SCHEDULES.map(({ type }) => type)

const Revision = z
  .int()
  .min(1)
  .max(2 ** 48)
const Generation = z
  .int()
  .min(1)
  .max(2 ** 31)
const Instant = z.string().meta({ format: 'date-time' })
const Labels = z.record(z.string(), z.string())

const PendingEdit = z.object({
  revision: Revision,
  step: Step.meta({ description: 'The step from which it holds.' }),
  set: z.record(z.string(), Hyperparameter),
})

const Effective = Step.optional().meta({
  description: 'Only while still to act: the step from which it is there.',
})

export const GroupAnswer = z
  .object({
    name: Name,
    lr: z.number(),
    initial_lr: z.number().meta({ description: 'What schedules start from.' }),
    momentum: z.number().optional(),
    weight_decay: z.number().optional(),
    betas: z.array(z.number()).optional(),
    effective_step: Effective,
    pending: z.array(PendingEdit).optional().meta({ description: 'Edits accepted but not acted.' }),
  })
  .catchall(z.unknown())
  .meta({ id: 'GroupState', description: 'A group with its current values.' })

export const SchedulerAnswer = z
  .object({
    name: Name,
    type: z.enum(TYPES),
    groups: z.array(Name).meta({ description: 'The groups it drives, all of them named.' }),
    param: z.string().optional().meta({ description: 'The hyperparameter it drives, if not lr.' }),
    every: Step.optional(),
    effective_step: Effective,
  })
  .catchall(z.unknown())
  .meta({ id: 'AttachedScheduler', description: 'A scheduler with all its arguments.' })

const progress = {
  revision: Revision.meta({ description: 'Grows by one with each input: 1 is the registration.' }),
  generation: Generation,
  step: Step.meta({ description: 'The cursor: the highest step a trainer has asked for.' }),
  sealed_through: Step.meta({ description: 'Values up to here never change.' }),
}

export const OptimizerAnswer = z
  .object({
    id: Name,
    ...progress,
    groups: z.array(GroupAnswer),
    schedulers: z.array(SchedulerAnswer),
    defaults: z.record(z.string(), Hyperparameter).optional(),
    total_steps: Step.optional(),
    labels: Labels,
    created_at: Instant,
  })
  .meta({ id: 'Optimizer', description: 'An optimizer as it is now.' })

export const OptimizerList = z
  .object({
    optimizers: z.array(z.object({ id: Name, ...progress, labels: Labels, created_at: Instant })),
    next_cursor: z.string().nullable().meta({ description: 'Give it as `cursor` for more.' }),
  })
  .meta({ id: 'OptimizerList' })

export const GroupList = z.object({ groups: z.array(GroupAnswer) }).meta({ id: 'GroupList' })
export const SchedulerList = z
  .object({ schedulers: z.array(SchedulerAnswer) })
  .meta({ id: 'SchedulerList' })

const GroupValues = z
  .object({
    name: Name,
    lr: z.number(),
    momentum: z.number().optional(),
    weight_decay: z.number().optional(),
    betas: z.array(z.number()).optional(),
  })
  .catchall(z.unknown())
  .meta({ id: 'GroupValues', description: 'What to set one param_group to.' })

export const RatesAnswer = z
  .object({
    optimizer: Name,
    generation: Generation,
    revision: Revision.meta({ description: 'The last revision whose effect these values show.' }),
    step: Step.meta({ description: 'The step these values are for.' }),
    sealed_through: Step.meta({ description: 'How far values never change, as of now.' }),
    groups: z.array(GroupValues),
  })
  .meta({ id: 'Rates', description: 'The values of every group at one step.' })

export const AdvancedAnswer = RatesAnswer.extend({
  metrics: z
    .record(Name, z.object({ value: Wide, effective_step: Step }))
    .optional()
    .meta({ description: 'What became of the metrics sent: what was decided, and where it acts.' }),
}).meta({ id: 'Advanced', description: 'The values of every group at the step advanced to.' })

export const BlockedAnswer = z
  .object({
    optimizer: Name,
    generation: Generation,
    step: progress.step,
    sealed_through: progress.sealed_through,
    blocked_on: z
      .array(z.object({ metric: Name, step: Step }))
      .meta({ description: 'The metric to report, and the step to report it with.' }),
  })
  .meta({ id: 'Blocked', description: 'A step that no rank can pass before a metric is known.' })

const Column = z.array(z.number().nullable())

export const SeriesAnswer = z
  .object({
    steps: z.array(Step),
    groups: z.array(
      z
        .object({ name: Name, lr: Column.optional(), momentum: Column.optional() })
        .catchall(z.unknown())
        .meta({
          id: 'GroupSeries',
          description:
            'Columns as long as `steps`, under the name of each hyperparameter; null where the group was not there.',
        }),
    ),
    sealed_through: Step.optional().meta({ description: 'Absent in a preview.' }),
  })
  .meta({ id: 'Series', description: 'Values at many steps, as columns.' })

export const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })

/** An answer and what it means, for its document. */
export function answer<S extends z.ZodType>(description: string, schema: S): S {
  // Fastify types the reply by the schema alone, while the document wants both.
  return { description, content: { 'application/json': { schema } } } as unknown as S
}

export const NoContent = z.null().meta({ description: 'Done.' })
