import { z } from 'zod'
import { GroupName, Name } from '../../core/name.ts'
import type { ChangeOptions } from '../../operations/changes/record_change.ts'
import type { Caller } from '../../operations/context.ts'
import { integer } from './query.ts'

export const OptimizerPath = z.strictObject({
  optimizer: Name.meta({ description: 'The optimizer.', examples: ['run-42'] }),
})
export const GroupPath = OptimizerPath.extend({
  group: GroupName.meta({
    description: 'The group; percent-encoded, `Head%2F0` for `Head/0`.',
    examples: ['backbone'],
  }),
})
export const SchedulerPath = OptimizerPath.extend({
  scheduler: Name.meta({ description: 'The scheduler.', examples: ['StepLR-1'] }),
})

export const EditPath = OptimizerPath.extend({
  revision: integer(2).meta({ description: 'The revision of the change.', examples: [2] }),
})
export const GenerationPath = OptimizerPath.extend({
  key: Name.meta({
    description: 'A name that all ranks of the incarnation share.',
    examples: ['restart-7'],
  }),
})
export const MetricPath = OptimizerPath.extend({
  metric: Name.meta({ examples: ['val_loss'] }),
  step: integer().meta({ description: 'The step of the metric.', examples: [500] }),
})
export const RankPath = MetricPath.extend({
  rank: integer(0, 2 ** 31).meta({ description: 'The rank that reports.', examples: [3] }),
})

const Actor = z.string().regex(/^[\x21-\x7e][\x20-\x7e]{0,127}$/, {
  error: 'wanted 1 to 128 printable characters of ASCII',
})

/** The headers of a call that changes something. Without a key, a repeat is another request. */
export const CallHeaders = z.object({
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    description:
      'Makes the call safe to repeat: with the same key it is carried out once. An optimizer keeps its last 128 keys.',
  }),
  'lockstep-actor': Actor.optional().meta({
    description: 'The author of the call, for the events: a person, a rank, a program.',
  }),
})

/** The actor and the key of a call. */
export const callerOf = (headers: z.infer<typeof CallHeaders>): Caller => ({
  key: headers['idempotency-key'],
  actor: headers['lockstep-actor'],
})

export const Reason = z
  .string()
  .min(1)
  .max(1_000)
  .meta({ description: 'The reason, for the events.' })

/** The step at which a change acts, and the reason for it. */
export const ChangeQuery = z.strictObject({
  at_step: integer().optional().meta({
    description: 'The step at which it acts; by default the next unsealed one.',
  }),
  reason: Reason.optional(),
})

/** The options of a change, from its query and its headers. */
export const changeOptionsOf = (
  { at_step: atStep, reason }: z.infer<typeof ChangeQuery>,
  headers: z.infer<typeof CallHeaders>,
): ChangeOptions => ({ ...callerOf(headers), atStep, reason })
