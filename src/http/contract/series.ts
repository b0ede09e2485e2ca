import { z } from 'zod'
import { GroupName } from '../../core/name.ts'
import { SealedThrough, Step } from '../../core/number.ts'
import { Revision } from './numbers.ts'
import { Warnings } from './warnings.ts'

/** Responses with values at many steps, as columns. */

/** The columns of a group at two steps. */
const EXAMPLE_COLUMNS = {
  name: 'backbone',
  lr: [0.1, 0.09],
  betas: [
    [0.9, 0.999],
    [0.91, 0.999],
  ],
}

const Numbers = z.array(z.number().nullable())
const Lists = z.array(z.array(z.number()).nullable())

const GroupColumns = z
  .object({
    name: GroupName,
    lr: Numbers.optional(),
    momentum: Numbers.optional(),
    weight_decay: Numbers.optional(),
    betas: Lists.optional().meta({ description: 'A list at each step.' }),
  })
  .catchall(z.unknown())
  .meta({
    id: 'GroupSeries',
    description:
      'Columns, under the name of each hyperparameter: numbers, or lists where the group has a list; null where the group does not exist or has none.',
    examples: [EXAMPLE_COLUMNS],
  })

const WindowEnd = z
  .object({
    reason: z.enum(['metric', 'schedule', 'limit']).meta({
      id: 'WindowEndReason',
      description:
        '`metric`: the step awaits a metric. `schedule`: a scheduler has no value at the step, because its schedule has ended or the value is not finite; an advance to the step is refused with the scheduler and the cause. `limit`: the window is as large as one can be; request the next one from the step on.',
    }),
    step: Step.meta({
      description: 'The first step that the window does not have: `through` + 1.',
    }),
  })
  .meta({ id: 'WindowEnd', description: 'Why a window ends before its requested length.' })

export const WindowResponse = z
  .object({
    from: Step,
    through: SealedThrough.meta({
      description:
        'The last step of the window, and of what is sealed by it. Less than `from` if the window is empty.',
    }),
    revision: Revision.meta({
      description: 'The last revision whose effect the values at `through` show.',
    }),
    groups: z.array(GroupColumns),
    ends: WindowEnd.optional().meta({
      description: 'Present if the window has fewer steps than requested, with the reason.',
    }),
  })
  .meta({
    id: 'Window',
    description:
      'Columns of one value for each step, under the name that each hyperparameter that may change has in the group: numbers, or lists where the group has a list, so that a row can be assigned to a param_group as it is; columns also of every hyperparameter of a group that is added or removed within the window; null where the group does not exist or has none. All other values are those of the step itself.',
  })

export const SeriesResponse = z
  .object({
    steps: z.array(Step),
    groups: z.array(GroupColumns).meta({ description: 'Columns as long as `steps`.' }),
    sealed_through: SealedThrough.optional().meta({
      description: 'Values up to this step are sealed, later ones projected. Absent in a preview.',
    }),
    warnings: Warnings,
  })
  .meta({ id: 'Series', description: 'Values at many steps, as columns.' })
