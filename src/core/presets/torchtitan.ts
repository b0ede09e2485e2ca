import {
  isLeftOut,
  optionalShare,
  runLength,
  runOf,
  share,
  steps,
  word,
} from './shape/parameters.ts'
import { phased, warmup } from './shape/phases.ts'
import { preset, PresetRefusal } from './preset.ts'
import { rounded } from './shape/rounding.ts'

/** The curves of torchtitan's names for the decay. */
const DECAYS = {
  linear: { curve: 'linear' },
  sqrt: { curve: 'linear', k: 0.5 },
  cosine: { curve: 'cosine' },
}

/** The schedule of torchtitan. */
export const TORCHTITAN = [
  preset({
    name: 'torchtitan/warmup_stable_decay',
    summary:
      'Linear warmup that is never at 0, hold, decay that is not at its end on the last step.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      warmup_steps: steps('Steps of warmup.').default(200),
      decay_ratio: optionalShare(
        'Share of the run in the decay. Default: all steps after the warmup.',
      ),
      decay_type: word(['linear', 'sqrt', 'cosine'], 'The curve of the decay.').default('linear'),
      min_lr_factor: share('Factor at the end.').default(0),
    },
    example: { total_steps: 10_000, decay_ratio: 0.1 },
    expand: ({ warmup_steps, decay_ratio, decay_type, min_lr_factor, ...given }, settings) => {
      const run = runOf('total_steps', given.total_steps, settings)
      const left = run - warmup_steps
      const decay = isLeftOut(decay_ratio) ? left : rounded(run * decay_ratio)
      if (left < 0) {
        const detail = `given ${warmup_steps}, wanted at most the ${run} steps of the run`
        throw new PresetRefusal('warmup_steps', detail)
      }
      if (decay > left) {
        const detail = `evaluates to ${decay} steps, wanted at most the ${left} after the warmup`
        throw new PresetRefusal('decay_ratio', detail)
      }
      return phased(
        { ...warmup(warmup_steps), endpoints: 'end' },
        { curve: 'hold', duration: left - decay },
        { ...DECAYS[decay_type], to: min_lr_factor, duration: decay },
      )
    },
  }),
]
