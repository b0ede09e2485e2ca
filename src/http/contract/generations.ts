import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { Step } from '../../core/number.ts'
import { GenerationNumber, Instant, Revision } from './numbers.ts'
import { Reason } from './paths.ts'
import { GroupValues, Seen } from './steps.ts'

/** Requests and responses of generations. */

const WorldSize = z
  .int()
  .min(1)
  .max(2 ** 31)
  .meta({ description: 'The number of ranks.' })

const Edits = z.enum(['keep', 'drop']).meta({
  description:
    'Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.',
})

export const GenerationBody = z
  .strictObject({
    resume_step: Step.meta({ description: 'The step to resume from: values up to it are kept.' }),
    parent: GenerationNumber.optional().meta({
      description: 'The generation to resume from; by default the current one.',
    }),
    world_size: WorldSize.optional(),
    edits: Edits.optional(),
    reason: Reason.optional(),
    seen: Seen.optional(),
  })
  .meta({ id: 'Resume', description: 'The step at which an incarnation of the job resumes.' })

export const GenerationResponse = z
  .object({
    generation: GenerationNumber,
    key: Name,
    parent: GenerationNumber,
    resume_step: Step,
    revision: Revision.meta({ description: 'The last revision whose effect the values show.' }),
    step: Step.meta({ description: 'The cursor: the highest step that a trainer has requested.' }),
    sealed_through: Step,
    world_size: WorldSize.optional(),
    edits: Edits,
    groups: z.array(GroupValues).meta({ description: 'The values at the resume step.' }),
  })
  .meta({ id: 'Generation', description: 'One incarnation of the job.' })

export const GenerationList = z
  .object({
    generations: z.array(
      z.object({
        generation: GenerationNumber,
        key: Name.nullable().meta({ description: 'Null for the first one.' }),
        parent: GenerationNumber.nullable(),
        resume_step: Step,
        sealed_through: Step.meta({ description: 'The last sealed step of the generation.' }),
        is_current: z.boolean(),
        edits: Edits,
        revision: Revision,
        world_size: WorldSize.optional(),
        reason: z.string().optional(),
        actor: z.string().optional(),
        opened_at: Instant,
      }),
    ),
  })
  .meta({ id: 'GenerationList', description: 'All generations; each names its parent.' })
