import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { restOf, runLength, runOf, steps } from '../shape/parameters.ts'

/** The parameter of every warmup. */
export const WARMUP = { num_warmup_steps: steps('Steps of warmup from 0; the first runs at 0.') }
/** The parameters of every schedule with an end. */
export const RUN = {
  ...WARMUP,
  num_training_steps: runLength('Length of the run, warmup included.'),
}
/** Example values of these parameters. */
export const example = { num_warmup_steps: 100, num_training_steps: 1000 }

export interface Run {
  readonly num_warmup_steps: number
  readonly num_training_steps?: number | null | undefined
}

/** The lengths of the warmup and of the part after it. */
export function partsOf(
  { num_warmup_steps, num_training_steps }: Run,
  settings: OptimizerSettings,
) {
  const run = runOf('num_training_steps', num_training_steps, settings)
  return { up: num_warmup_steps, down: restOf('num_warmup_steps', num_warmup_steps, run) }
}
