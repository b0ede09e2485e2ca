import type { OptimizerSettings } from '../../schedules/schedule.ts'
import {
  isLeftOut,
  length,
  only,
  optionalSteps,
  runLength,
  runOf,
  share,
  steps,
  word,
} from '../shape/parameters.ts'
import { phased } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The curves of the library's names for both ramps. */
const UP = {
  linear: { curve: 'linear' },
  cosine: { curve: 'cosine' },
  '1-sqrt': { curve: 'linear', power: 0.5 },
}
const DOWN = { ...UP, '1-sqrt': { curve: 'linear', k: 0.5 } }
const RAMPS = ['linear', 'cosine', '1-sqrt'] as const

interface Lengths {
  readonly num_warmup_steps: number
  readonly num_decay_steps: number
  readonly num_training_steps?: number | null | undefined
  readonly num_stable_steps?: number | null | undefined
}

/** The length of the constant part: as given, or the rest of the run. */
function stableOf(given: Lengths, settings: OptimizerSettings): number {
  const { num_training_steps, num_stable_steps } = given
  const ramps = given.num_warmup_steps + given.num_decay_steps
  const stable =
    num_stable_steps ?? runOf('num_training_steps', num_training_steps, settings) - ramps
  if (stable < 0) {
    const detail = `given ${ramps} steps with the warmup, wanted no more than the run has`
    throw new PresetRefusal('num_decay_steps', detail)
  }
  if (!isLeftOut(num_training_steps) && ramps + stable !== num_training_steps) {
    const detail = `given ${ramps + stable} steps with warmup and decay, wanted ${num_training_steps}: num_training_steps, or omit one of the two`
    throw new PresetRefusal('num_stable_steps', detail)
  }
  return stable
}

/** The schedule of transformers with warmup, hold and decay. */
export const TRANSFORMERS_WARMUP_STABLE_DECAY = [
  preset({
    name: 'hf/warmup_stable_decay',
    summary: 'Warmup from a floor, hold, decay to the floor.',
    parameters: {
      num_warmup_steps: steps('Steps of warmup.'),
      num_decay_steps: length('Steps of decay.'),
      num_training_steps: runLength('Length of the run; not needed with num_stable_steps.'),
      num_stable_steps: optionalSteps('Steps between the ramps. Default: the rest of the run.'),
      warmup_type: word(RAMPS, 'The curve of the increase.').default('linear'),
      decay_type: word(RAMPS, 'The curve of the decrease.').default('cosine'),
      min_lr_ratio: share('Factor at both ends.').default(0),
      num_cycles: only(0.5, 'Full waves of a cosine decay; only 0.5, a single decrease.'),
    },
    example: { num_warmup_steps: 100, num_decay_steps: 200, num_training_steps: 1000 },
    expand: (given, settings) => {
      const { num_warmup_steps, num_decay_steps, warmup_type, decay_type, min_lr_ratio } = given
      return phased(
        { ...UP[warmup_type], from: min_lr_ratio, to: 1, duration: num_warmup_steps },
        { curve: 'hold', duration: stableOf(given, settings) },
        { ...DOWN[decay_type], to: min_lr_ratio, duration: num_decay_steps },
      )
    },
  }),
]
