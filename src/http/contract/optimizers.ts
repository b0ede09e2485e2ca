import { z } from 'zod'
import { GroupOption } from '../../core/group_options.ts'

import { GroupName, Name } from '../../core/name.ts'
import { SealedThrough, Step, Steps } from '../../core/number.ts'
import { SCHEDULES } from '../../core/schedules/catalogue.ts'
import { GenerationNumber, Instant, Revision } from './numbers.ts'
import { PendingEdit, PendingPatch, PendingTotalSteps } from './pending.ts'
import { GroupValues } from './steps.ts'
import { Labels as NewLabels } from '../../core/definition/registration.ts'
import { Warnings } from './warnings.ts'

/** The responses of optimizers, groups and schedulers. The schemas of their requests are in core. */

const SchedulerType = z.enum(SCHEDULES.map(({ type }) => type)).meta({ id: 'SchedulerType' })

const Labels = z.record(z.string(), z.string())

/** Present only until they act. */
const lifetimeFields = {
  effective_step: Step.optional().meta({
    description: 'The step at which it is added, if that is later than the cursor.',
  }),
  until_step: Step.optional().meta({
    description:
      'Present if a removal later than the next step is pending: the step of the removal.',
  }),
}

export const GroupResponse = z
  .object({
    name: GroupName,
    lr: z.number(),
    initial_lr: z.number().meta({ description: 'The value from which schedules compute.' }),
    momentum: z.number().optional(),
    weight_decay: z.number().optional(),
    betas: z.array(z.number()).optional(),
    ...lifetimeFields,
    multiply: z
      .record(z.string(), z.number())
      .optional()
      .meta({ description: 'The product of the factors in force, by hyperparameter.' }),
    hold: z
      .record(z.string(), z.number())
      .optional()
      .meta({ description: 'The held values in force, by hyperparameter.' }),
    pending: z
      .array(PendingEdit)
      .optional()
      .meta({ description: 'Accepted edits that have not acted yet.' }),
    warnings: Warnings,
  })
  .catchall(z.unknown())
  .meta({ id: 'GroupState', description: 'A group with its values at the cursor.' })

export const SchedulerResponse = z
  .object({
    name: Name,
    type: SchedulerType,
    preset: z.string().optional().meta({
      description:
        'The preset that it was registered as; the other fields are what that stands for.',
    }),
    groups: z.array(GroupName).meta({ description: 'The names of all groups that it drives.' }),
    param: z.string().optional().meta({ description: 'The hyperparameter it drives, if not lr.' }),
    every: Step.optional(),
    ...lifetimeFields,
    pending: z
      .array(PendingPatch)
      .optional()
      .meta({ description: 'Accepted changes of arguments that have not acted yet.' }),
    warnings: Warnings,
  })
  .catchall(z.unknown())
  .meta({ id: 'AttachedScheduler', description: 'A scheduler with all its arguments.' })

const counterFields = {
  revision: Revision.meta({ description: 'Grows by one with each input: 1 is the registration.' }),
  generation: GenerationNumber,
  step: Step.meta({ description: 'The cursor: the highest step that a trainer has requested.' }),
  sealed_through: SealedThrough.meta({
    description: 'The last sealed step: values up to it never change. -1 before the first advance.',
  }),
}

export const OptimizerResponse = z
  .object({
    id: Name,
    ...counterFields,
    groups: z.array(GroupResponse),
    schedulers: z.array(SchedulerResponse),
    defaults: z.record(z.string(), GroupOption).optional(),
    total_steps: Step.optional().meta({ description: 'The declared length of the run.' }),
    pending: z
      .array(PendingTotalSteps)
      .optional()
      .meta({ description: 'Accepted changes of `total_steps` that have not acted yet.' }),
    labels: Labels,
    created_at: Instant,
    warnings: Warnings,
  })
  .meta({ id: 'Optimizer', description: 'An optimizer as it is now.' })

export const RegisteredResponse = OptimizerResponse.extend({
  values: z.array(GroupValues).optional().meta({
    description:
      'The values at step 0, as an advance returns them. Absent once the inputs up to step 0 are not kept any more.',
  }),
}).meta({ id: 'Registered', description: 'An optimizer as it is now, and its values at step 0.' })

export const PatchedOptimizerResponse = OptimizerResponse.extend({
  effective_step: Step.optional().meta({
    description:
      'The first step with the given `total_steps`. Absent if that is sealed, or if none were given.',
  }),
}).meta({ id: 'PatchedOptimizer', description: 'An optimizer after a change of itself.' })

export const OptimizerPatch = z
  .strictObject({
    total_steps: Steps.optional().meta({ description: 'The length of the run from a step on.' }),
    labels: NewLabels.optional().meta({
      description: 'All labels: these replace the present ones.',
    }),
  })
  .refine((patch) => Object.keys(patch).length > 0, {
    error: 'wanted "labels", "total_steps", or both',
  })
  .meta({ id: 'OptimizerPatch', description: 'What to change of an optimizer itself.' })

const ListedOptimizer = z
  .object({ id: Name, ...counterFields, labels: Labels, created_at: Instant })
  .meta({ id: 'ListedOptimizer', description: 'An optimizer without its groups and schedulers.' })

export const OptimizerList = z
  .object({
    optimizers: z.array(ListedOptimizer),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'The `cursor` of the next page; null on the last one.' }),
  })
  .meta({ id: 'OptimizerList' })

export const GroupList = z.object({ groups: z.array(GroupResponse) }).meta({ id: 'GroupList' })
export const SchedulerList = z
  .object({ schedulers: z.array(SchedulerResponse) })
  .meta({ id: 'SchedulerList' })

export const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
