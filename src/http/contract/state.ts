import { z } from 'zod'
import { Name } from '../../core/name.ts'
import { SealedThrough, Step } from '../../core/number.ts'
import { GenerationNumber, Instant, Revision } from './numbers.ts'
import { GroupValues } from './steps.ts'

/** The format of a checkpoint. Another format has another name. */
export const CHECKPOINT_FORMAT = 'lockstep-state/2'

const Json = z.record(z.string(), z.unknown())

const StateDictPart = z
  .looseObject({
    groups: z.array(z.string()).meta({ description: 'The groups, in the order of the lists.' }),
    state_dict: Json,
  })
  .meta({ id: 'StateDictPart', description: 'The state_dict of a scheduler on some groups.' })

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
    state_dicts: z.record(z.string(), Json).meta({
      description:
        'By scheduler, what `state_dict()` of torch.optim.lr_scheduler returns at `sealed_through` on the groups of the scheduler, in their order. `load_state_dict` takes it as it is, on a scheduler that was constructed with the same arguments. Only schedulers that torch has.',
    }),
    state_dicts_by_groups: z
      .record(z.string(), z.array(StateDictPart))
      // Documents of earlier versions lack it.
      .optional()
      .meta({
        description:
          'The schedulers whose groups differ in an argument that torch takes for all groups (`gamma` by group), or in their clocks (groups added with `"schedulers": "restart"`): one dict for each set of groups that one torch scheduler can drive.',
      }),
    record: Json.meta({
      description: 'The complete record, with definition, inputs and snapshots, for the restore.',
    }),
    checksum: z.string().meta({
      description: 'SHA-256 of all other fields, with sorted keys: it detects a changed byte.',
    }),
  })
  .meta({ id: 'StateDocument', description: 'A portable checkpoint of a whole optimizer.' })
