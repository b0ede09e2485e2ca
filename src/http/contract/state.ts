import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { SealedThrough, Step } from '../../core/number.ts'
import { GenerationNumber, Instant, Revision } from './numbers.ts'
import { GroupValues } from './steps.ts'

/** The format of a checkpoint. Another format has another name. */
export const CHECKPOINT_FORMAT = 'lockstep-state/2'

const Json = z.record(z.string(), z.unknown())

export const StateDocument = z
  .looseObject({
    format: z.literal(CHECKPOINT_FORMAT),
    optimizer: Name,
    created_at: Instant,
    generation: GenerationNumber,
    revision: Revision,
    step: Step,
    sealed_through: SealedThrough,
    definition: Json.meta({ description: 'The registered definition.' }),
    groups: z.array(GroupValues).meta({ description: 'The values at `sealed_through`.' }),
    state_dicts: z.record(z.string(), z.record(z.string(), Json)).meta({
      description:
        'By scheduler and group, the state_dict() of torch.optim.lr_scheduler at that step, for schedulers that torch has. A loader converts the keys of `milestones` to ints, and "inf" to float("inf").',
    }),
    record: Json.meta({
      description: 'The complete record, with definition, inputs and snapshots, for the restore.',
    }),
    checksum: z.string().meta({
      description: 'SHA-256 of all other fields, with sorted keys: it detects a changed byte.',
    }),
  })
  .meta({ id: 'StateDocument', description: 'A portable checkpoint of a whole optimizer.' })
