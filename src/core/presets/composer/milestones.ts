import { z } from 'zod'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import type { SchedulerJson } from '../preset.ts'
import { stepsOf, time, type GivenTime } from './time.ts'

/** The steps of the decays. */
export const MILESTONES = {
  milestones: z
    .array(time('A step of a decay.'))
    .max(10_000)
    .meta({ description: 'Steps of the decays, in any order, counted from step 0.' }),
}

interface Decays {
  readonly milestones: readonly GivenTime[]
  readonly gamma: number
}

/**
 * A table of the factors after each decay, which Composer multiplies one by one.
 * @param begin the step of the run at which the table begins.
 */
export function decays(
  { milestones, gamma }: Decays,
  settings: OptimizerSettings,
  begin = 0,
): SchedulerJson {
  const steps = milestones.map((each) => stepsOf('milestones', each, settings))
  const factors = new Map([[0, 1]])
  let factor = 1
  for (const step of steps.sort((a, b) => a - b)) {
    factor *= gamma
    factors.set(Math.max(step - begin, 0), factor)
  }
  return { type: 'TableLR', points: [...factors], interpolation: 'step' }
}
