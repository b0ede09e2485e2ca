import { rate, runLength, runOf } from './shape/parameters.ts'
import { phased } from './shape/phases.ts'
import { preset } from './preset.ts'

/** The only schedule of pytorch_optimizer without a counterpart in another library. */
export const PYTORCH_OPTIMIZER = [
  preset({
    name: 'pytorch_optimizer/rex',
    summary: 'The reflected exponential: a decrease that becomes faster.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      max_lr: rate('Rate at the start.').default(1),
      min_lr: rate('Rate at the end.').default(0),
    },
    example: { total_steps: 1000, max_lr: 0.1 },
    expand: ({ total_steps, max_lr, min_lr }, settings) =>
      phased({
        curve: 'rex',
        from: { value: max_lr },
        to: { value: min_lr },
        duration: runOf('total_steps', total_steps, settings),
      }),
  }),
]
