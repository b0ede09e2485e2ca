import { z } from 'zod'
import { GroupEditBody as SetBody } from '../../core/optimizer/group_edit.ts'
import { GroupName, Name } from '../../core/name.ts'
import { Finite, Step } from '../../core/number.ts'
import { EventResponse } from './events.ts'
import { Reason } from './paths.ts'
import { GivenSeen, Seen } from './seen.ts'
import { GenerationField } from './steps.ts'
import { Warnings } from './warnings.ts'

/** Requests and responses of edits. */

const AtStep = z
  .union([Step, z.literal('next')], { error: 'wanted a step, or "next"' })
  .optional()
  .meta({
    description: 'The step at which it acts. The default, and "next", are the first unsealed step.',
    examples: [5000],
  })

interface Changes {
  readonly set?: object | undefined
  readonly scale?: object | undefined
  readonly multiply?: object | undefined
  readonly hold?: object | undefined
  readonly release?: object | undefined
}

const hasChange = ({ set, scale, multiply, hold, release }: Changes): boolean =>
  release !== undefined ||
  [set, scale, multiply, hold].some((each) => each && Object.keys(each).length > 0)

const Release = z
  .strictObject({
    multiply: z.array(z.string()).min(1).optional(),
    hold: z.array(z.string()).min(1).optional(),
  })
  .refine(({ multiply, hold }) => multiply ?? hold, { error: 'nothing to release' })
  .meta({ id: 'Release', description: 'The hyperparameters whose factors or held values end.' })

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
    multiply: z
      .record(z.string(), Finite)
      .optional()
      .meta({
        description:
          'Factors, by hyperparameter, on whatever the schedulers give from the step of the edit on, after `min` and `max`; the schedulers continue with the value without the factor. Several factors are multiplied.',
        examples: [{ lr: 0.5 }],
      }),
    hold: SetBody.optional().meta({
      description:
        'Values that the groups have from the step of the edit on, while the schedulers continue underneath.',
      examples: [{ lr: 1e-4 }],
    }),
    release: z
      .union([z.array(z.string()).min(1), Release])
      .optional()
      .meta({
        description:
          'The hyperparameters whose factors and held values end at this step: names, or names by `multiply` and `hold`.',
        examples: [['lr'], { hold: ['lr'] }],
      }),
    until_step: Step.optional().meta({
      description: 'The first step at which `multiply` and `hold` no longer act.',
    }),
    at_step: AtStep,
    reason: Reason.optional(),
    generation: GenerationField.optional(),
    seen: Seen.optional(),
  })
  .refine(hasChange, {
    error: 'nothing to set, scale, multiply, hold or release, wanted at least one hyperparameter',
  })
  .refine(
    ({ multiply = {}, hold = {} }) =>
      !Object.keys(multiply).some((key) => Object.hasOwn(hold, key)),
    {
      path: ['hold'],
      error: 'a hyperparameter is both multiplied and held, wanted one of the two',
    },
  )
  .refine(({ until_step, multiply, hold }) => until_step === undefined || multiply || hold, {
    path: ['until_step'],
    error: 'given without "multiply" or "hold", which are all that can end, wanted one of them',
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
    description: 'New values of hyperparameters, or factors on them, at a step or from a step on.',
  })

export const ChangeResponse = EventResponse.extend({
  status: z.enum(['pending', 'acted', 'withdrawn']).meta({
    id: 'ChangeStatus',
    description:
      'A pending change can be cancelled. A withdrawn one was cancelled, or a rewind discarded it: only a repeat with its Idempotency-Key shows it.',
  }),
}).meta({ id: 'Change', description: 'A manual change: pending, acted or withdrawn.' })

export const ChangeList = z.object({ edits: z.array(ChangeResponse) }).meta({ id: 'ChangeList' })

const EditedGroup = z
  .object({ name: GroupName })
  .catchall(z.unknown())
  .meta({ id: 'EditedGroup', description: 'The values of some hyperparameters of a group.' })

const NamedValues = z
  .array(EditedGroup)
  .meta({ description: 'The hyperparameters of the edit, for each of its groups.' })

const Overwriting = z.object({ scheduler: Name, step: Step }).meta({ id: 'Overwriting' })

export const EditResponse = ChangeResponse.extend({
  seen: GivenSeen,
  before: NamedValues,
  after: NamedValues,
  after_next: NamedValues.optional().meta({
    description: 'The same at the next step, as far as it is known now; absent without a value.',
  }),
  overwritten_by: Overwriting.optional().meta({
    description:
      'The scheduler that computes a value without the edited one, and the step: from there on the edit has no effect. `multiply` and `hold` last.',
  }),
  warnings: Warnings,
}).meta({
  id: 'EditState',
  description: 'An edit, and its effect at its step; a projection while it is pending.',
})
