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
