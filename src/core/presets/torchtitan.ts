import { float, scaleByExpression } from './shape/expressions.ts'
import { isLeftOut, optionalRate, rate, runLength, runOf, steps, word } from './shape/parameters.ts'
import { preset } from './preset.ts'
import { rounded } from './shape/rounding.ts'

/** The remaining share at the progress p of the decay. */
const DECAYS = {
  linear: (p: string) => `(1 - ${p})`,
  sqrt: (p: string) => `(1 - sqrt(${p}))`,
  cosine: (p: string) => `(0.5 * (1.0 + cos(pi * ${p})))`,
}

/** The schedule of torchtitan. */
export const TORCHTITAN = [
  preset({
    name: 'torchtitan/warmup_stable_decay',
    summary:
      'Linear warmup that is never at 0, hold, decay that is not at its end on the last step, and goes on after it.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      warmup_steps: steps('Steps of warmup, at most the run.').default(200),
      decay_ratio: optionalRate(
        'Share of the run in the decay, at most the steps after the warmup. Default: all of them.',
      ),
      decay_type: word(['linear', 'sqrt', 'cosine'], 'The curve of the decay.').default('linear'),
      min_lr_factor: rate('Factor at the end.').default(0),
    },
    example: { total_steps: 10_000, decay_ratio: 0.1 },
    expand: ({ decay_ratio, decay_type, min_lr_factor: least, ...given }, settings) => {
      const run = runOf('total_steps', given.total_steps, settings)
      const warmup = Math.min(given.warmup_steps, run)
      const left = run - warmup
      const decay = isLeftOut(decay_ratio) ? left : Math.min(rounded(run * decay_ratio), left)
      const p = `((epoch - ${run - decay}) / ${decay})`
      const factor = `${float(least)} + ${float(1 - least)} * ${DECAYS[decay_type](p)}`
      // torchtitan fails one step after the end of a run without a decay: here it stays at 1.
      const after = decay === 0 ? '1.0' : `1.0 if epoch <= ${run - decay} else ${factor}`
      return scaleByExpression(
        warmup === 0 ? after : `(epoch + 1) / ${warmup} if epoch < ${warmup} else ${after}`,
      )
    },
  }),
]
