import { z } from 'zod'
import { Name } from '../../core/name.ts'

export const OptimizerPath = z.strictObject({
  o: Name.meta({ description: 'The optimizer.', examples: ['run-42'] }),
})
export const GroupPath = OptimizerPath.extend({
  g: Name.meta({ description: 'The group.', examples: ['backbone'] }),
})
export const SchedulerPath = OptimizerPath.extend({
  s: Name.meta({ description: 'The scheduler.', examples: ['StepLR-1'] }),
})

/** Every call that changes something takes a key. Left out, a repeat is another request. */
export const KeyHeaders = z.object({
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    description:
      'Makes the call safe to repeat: with the same key it is carried out once. An optimizer remembers its last 128 keys.',
  }),
})

/** The key that a call came with. */
export const keyOf = (headers: z.infer<typeof KeyHeaders>) => headers['idempotency-key']
