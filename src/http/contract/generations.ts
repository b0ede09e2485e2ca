import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { SealedThrough, Step } from '../../core/number.ts'
import { GenerationNumber, Instant, Revision } from './numbers.ts'
import { Reason } from './paths.ts'
import { ProblemResponse } from './refusals.ts'
import { WindowResponse } from './series.ts'
import { GivenSeen, Seen } from './seen.ts'
import { Ahead, GroupValues, LateMetrics, MAX_BATCH } from './steps.ts'

/** Requests and responses of generations. */

const WorldSize = z
  .int()
  .min(1)
  .max(2 ** 31)
  .meta({ description: 'The number of ranks.' })

const Edits = z.enum(['keep', 'drop']).meta({
  id: 'EditsOfParent',
  description:
    'Whether manual changes of the parent at later steps are kept; "keep" by default. Decisions on metrics are never kept.',
})

const From = z.strictObject({ generation: GenerationNumber, step: Step }).meta({
  id: 'ResumeFrom',
  description: 'A step of a generation: the position of a checkpoint.',
  examples: [{ generation: 2, step: 40 }],
})

const openingFields = {
  resume_step: Step.optional().meta({
    description: 'The step to resume from: values up to it are kept. Either this or `from`.',
  }),
  from: From.optional().meta({
    description:
      'Instead of `resume_step` and `parent`, the position of a checkpoint. The generation resumes from the current one if its line passes through this step of this generation, and else from the named generation.',
  }),
  parent: GenerationNumber.optional().meta({
    description: 'The generation to resume from; by default the current one.',
  }),
  world_size: WorldSize.optional(),
  edits: Edits.optional(),
  reason: Reason.optional(),
  seen: Seen.optional(),
  ahead: Ahead.optional().meta({
    description:
      'The number of steps after the resume step to seal and return as well, as in an advance to the resume step. It is not compared when a rank confirms the generation.',
  }),
  late_metrics: LateMetrics.optional(),
}

/** An opening names its position once. */
const statesOnePosition = ({ value, issues }: z.core.ParsePayload<Position>) => {
  const fault = (field: keyof Position, message: string) =>
    issues.push({ code: 'custom', input: value[field], path: [field], message })
  if (value.from === undefined && value.resume_step === undefined) {
    fault('resume_step', 'wanted "resume_step", or "from" with a generation and a step')
  }
  if (value.from === undefined) return
  if (value.resume_step !== undefined) {
    fault('resume_step', 'given together with "from", wanted only one of them')
  }
  if (value.parent !== undefined) {
    fault(
      'parent',
      'given together with "from", which names the generation, wanted only one of them',
    )
  }
}

interface Position {
  readonly resume_step?: number | undefined
  readonly from?: object | undefined
  readonly parent?: number | undefined
}

export const GenerationBody = z
  .strictObject(openingFields)
  .check(statesOnePosition)
  .meta({ id: 'Resume', description: 'The step at which an incarnation of the job resumes.' })

export const GenerationResponse = z
  .object({
    generation: GenerationNumber,
    key: Name,
    parent: GenerationNumber,
    resume_step: Step,
    revision: Revision.meta({ description: 'The last revision whose effect the values show.' }),
    step: Step.meta({ description: 'The cursor: the highest step that a trainer has requested.' }),
    sealed_through: SealedThrough,
    world_size: WorldSize.optional(),
    edits: Edits,
    seen: GivenSeen,
    groups: z.array(GroupValues).meta({ description: 'The values at the resume step.' }),
    ahead: WindowResponse.optional().meta({
      description: 'The steps after the resume step, if `ahead` was sent.',
    }),
  })
  .meta({ id: 'Generation', description: 'One incarnation of the job.' })

const OptimizerResume = z
  .strictObject({
    optimizer: Name,
    key: Name.meta({ description: 'A name that all ranks of the incarnation share.' }),
    ...openingFields,
  })
  .check(statesOnePosition)
  .meta({ id: 'OptimizerResume', description: 'An optimizer, and the generation to open.' })

export const OpenManyBody = z
  .strictObject({
    generations: z.array(OptimizerResume).min(1).max(MAX_BATCH),
  })
  .meta({ id: 'OpenMany', description: 'Many optimizers, and the generation of each to open.' })

const OpenResult = z
  .object({
    status: z
      .int()
      .min(200)
      .max(599)
      .meta({ description: 'The status of the response to a call for it alone.' }),
    result: GenerationResponse.optional(),
    problem: ProblemResponse.optional(),
  })
  .meta({ id: 'OpenResult', description: 'A generation or a problem.' })

export const OpenManyResponse = z
  .object({ results: z.array(OpenResult).meta({ description: 'In the order of the request.' }) })
  .meta({ id: 'OpenedMany' })

const ListedGeneration = z
  .object({
    generation: GenerationNumber,
    key: Name.nullable().meta({ description: 'Null for the first one.' }),
    parent: GenerationNumber.nullable(),
    resume_step: Step,
    sealed_through: SealedThrough.meta({
      description: 'The last sealed step of the generation.',
    }),
    is_current: z.boolean(),
    edits: Edits,
    revision: Revision,
    world_size: WorldSize.optional(),
    reason: z.string().optional(),
    actor: z.string().optional(),
    opened_at: Instant,
  })
  .meta({ id: 'ListedGeneration', description: 'A generation, without its values.' })

export const GenerationList = z
  .object({
    generations: z.array(ListedGeneration),
  })
  .meta({ id: 'GenerationList', description: 'All generations; each names its parent.' })
