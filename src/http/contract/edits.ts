import { z } from 'zod'
import { GroupEditBody as SetBody } from '../../core/optimizer/group_edit.ts'
import { GroupName } from '../../core/name.ts'
import { Finite, Step } from '../../core/number.ts'
import { EventResponse } from './events.ts'
import { Reason } from './paths.ts'
import { GenerationField, Seen } from './steps.ts'

/** Requests and responses of edits. */

const AtStep = z
  .union([Step, z.literal('next')], { error: 'wanted a step, or "next"' })
  .optional()
  .meta({
    description: 'The step at which it acts. The default, and "next", are the first unsealed step.',
    examples: [5000],
  })

export const EditBody = z
  .strictObject({
    groups: z
      .array(GroupName)
      .min(1)
      .max(10_000)
      .optional()
      .meta({
        description: 'By default all groups that exist at the step of the edit.',
        examples: [['head']],
      }),
    set: SetBody.optional(),
    scale: z
      .record(z.string(), Finite)
      .optional()
      .meta({
        description: 'Factors of the current values, by hyperparameter; "initial_lr" rebases.',
        examples: [{ lr: 0.5 }],
      }),
    at_step: AtStep,
    reason: Reason.optional(),
    generation: GenerationField.optional(),
    seen: Seen.optional(),
  })
  .refine(({ set, scale }) => set !== undefined || (scale && Object.keys(scale).length > 0), {
    error: 'nothing to set or to scale, wanted at least one hyperparameter',
  })
  .refine(
    ({ set = {}, scale = {} }) => !Object.keys(set).some((key) => Object.hasOwn(scale, key)),
    {
      path: ['scale'],
      error: 'a hyperparameter is both set and scaled, wanted one of the two',
    },
  )
  .meta({
    id: 'Edit',
    description: 'New values of hyperparameters, or factors of them, from a step on.',
  })

export const ChangeResponse = EventResponse.extend({
  status: z.enum(['pending', 'acted', 'withdrawn']).meta({
    description:
      'A pending change can be cancelled. A withdrawn one was cancelled, or a rewind discarded it: only a repeat with its Idempotency-Key shows it.',
  }),
}).meta({ id: 'Change', description: 'A manual change: pending, acted or withdrawn.' })

export const ChangeList = z.object({ edits: z.array(ChangeResponse) }).meta({ id: 'ChangeList' })

const NamedValues = z
  .array(z.object({ name: GroupName }).catchall(z.unknown()))
  .meta({ description: 'The hyperparameters of the edit, for each of its groups.' })

export const EditResponse = ChangeResponse.extend({ before: NamedValues, after: NamedValues }).meta(
  {
    id: 'EditState',
    description: 'An edit, and its effect at its step; a projection while it is pending.',
  },
)
