import { float, setByExpression } from './shape/expressions.ts'
import { number, runLength, runOf } from './shape/parameters.ts'
import { preset } from './preset.ts'

/** The only schedule of pytorch_optimizer without a counterpart in another library. */
export const PYTORCH_OPTIMIZER = [
  preset({
    name: 'pytorch_optimizer/rex',
    summary:
      'The reflected exponential: a decrease that becomes faster. At step 0 it is at min_lr, as there.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      max_lr: number('Rate at the start.').default(1),
      min_lr: number('Rate at the end, and at step 0.').default(0),
    },
    example: { total_steps: 1000, max_lr: 0.1 },
    expand: ({ total_steps, max_lr, min_lr }, settings) => {
      const run = runOf('total_steps', total_steps, settings)
      const [least, height] = [float(min_lr), float(max_lr - min_lr)]
      const left = `((1.0 - epoch / ${run}) / (1.0 - epoch / ${run} / 2.0))`
      return setByExpression(
        `${least} if epoch == 0 or epoch >= ${run} else ${least} + ${height} * ${left}`,
      )
    },
  }),
]
