import { z } from 'zod'
import { Name } from '../../core/name.ts'

export const OptimizerPath = z.strictObject({ o: Name.meta({ description: 'The optimizer.' }) })
export const GroupPath = OptimizerPath.extend({ g: Name.meta({ description: 'The group.' }) })
export const SchedulerPath = OptimizerPath.extend({
  s: Name.meta({ description: 'The scheduler.' }),
})
