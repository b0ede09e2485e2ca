import { z } from 'zod'
import { Hyperparameter } from '../../core/hyperparameters.ts'
import { Finite, Step } from '../../core/number.ts'
import { Revision } from './numbers.ts'

/** What is accepted and does not act yet. */

const Release = z
  .object({ multiply: z.array(z.string()), hold: z.array(z.string()) })
  .meta({ id: 'PendingRelease' })

export const PendingEdit = z
  .object({
    revision: Revision,
    step: Step.meta({ description: 'The step at which it acts.' }),
    set: z.record(z.string(), Hyperparameter),
    scale: z.record(z.string(), Finite).optional(),
    multiply: z.record(z.string(), Finite).optional(),
    hold: z.record(z.string(), Hyperparameter).optional(),
    release: Release.optional(),
    until_step: Step.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'PendingEdit', description: 'An accepted edit that has not acted yet.' })

export const PendingPatch = z
  .object({ revision: Revision, step: Step, changes: z.record(z.string(), z.unknown()) })
  .meta({ id: 'PendingPatch', description: 'Accepted arguments that do not act yet.' })

export const PendingTotalSteps = z
  .object({ revision: Revision, step: Step, total_steps: Step })
  .meta({ id: 'PendingTotalSteps', description: 'A length of the run that does not act yet.' })
