import { optionalRate, rate, restOf, runLength, runOf, steps } from './shape/parameters.ts'
import { levelOf, phased, warmup } from './shape/phases.ts'
import { preset } from './preset.ts'

/** The schedule of nanoGPT. */
export const NANOGPT = [
  preset({
    name: 'nanogpt/cosine',
    summary: 'Linear warmup that is never at 0, then a cosine. lr_decay_iters includes both.',
    parameters: {
      learning_rate: optionalRate('Rate after warmup. Default: the group’s own.'),
      warmup_iters: steps('Steps of warmup.').default(2000),
      lr_decay_iters: runLength('Steps of the whole schedule.'),
      min_lr: rate('Rate at the end.').default(6e-5),
    },
    example: { warmup_iters: 2000, lr_decay_iters: 600_000 },
    expand: ({ learning_rate, warmup_iters, lr_decay_iters, min_lr }, settings) => {
      const whole = runOf('lr_decay_iters', lr_decay_iters, settings)
      const duration = restOf('warmup_iters', warmup_iters, whole)
      const peak = levelOf(learning_rate, 1)
      return phased(
        { ...warmup(warmup_iters, 0, peak), endpoints: 'neither' },
        { curve: 'cosine', from: peak, to: { value: min_lr }, duration },
      )
    },
  }),
]
