import { float, setByExpression } from './shape/expressions.ts'
import { isLeftOut, optionalRate, rate, runLength, runOf, steps } from './shape/parameters.ts'
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
    expand: ({ learning_rate, warmup_iters: warmup, lr_decay_iters, min_lr }, settings) => {
      const whole = runOf('lr_decay_iters', lr_decay_iters, settings)
      const peak = isLeftOut(learning_rate) ? 'base' : float(learning_rate)
      const least = float(min_lr)
      // With a warmup as long as the whole it divides by zero at its end, as nanoGPT does.
      const wave = `0.5 * (1.0 + cos(pi * ((epoch - ${warmup}) / ${whole - warmup})))`
      const decay = `${least} if epoch > ${whole} else ${least} + ${wave} * (${peak} - ${least})`
      const rise = `${peak} * (epoch + 1) / ${warmup + 1}`
      return setByExpression(warmup === 0 ? decay : `${rise} if epoch < ${warmup} else ${decay}`)
    },
  }),
]
