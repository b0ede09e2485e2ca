import { float, setByExpression } from '../shape/expressions.ts'
import { isLeftOut, optionalRate, rate } from '../shape/parameters.ts'
import { PLATEAU } from '../shape/plateau.ts'
import { preset } from '../preset.ts'

const { eps: _, ...SHARED } = PLATEAU

/**
 * Paddle's reduction on a plateau. It computes a relative threshold as best - best * threshold, and
 * torch as best * (1 - threshold): a metric between the two, which differ in the last bit, is
 * compared as by torch.
 */
export const PADDLE_PLATEAU = [
  preset({
    name: 'paddle/reduce_on_plateau',
    summary:
      'Multiplies by factor when a metric has stopped improving. A report in the cooldown is ignored.',
    parameters: {
      learning_rate: optionalRate('Rate at the start. Default: the group’s own.'),
      ...SHARED,
      epsilon: rate('A reduction of at most epsilon is skipped.').default(1e-8),
    },
    example: { monitor: 'loss', factor: 0.5, patience: 5 },
    expand: ({ learning_rate, epsilon, ...given }) => {
      const ignores = given.cooldown > 0 ? { ignores_in_cooldown: true } : {}
      const plateau = { type: 'ReduceLROnPlateau', ...given, eps: epsilon, ...ignores }
      if (isLeftOut(learning_rate)) return plateau
      const schedulers = [setByExpression(float(learning_rate)), plateau]
      return { type: 'SequentialLR', schedulers, milestones: [1] }
    },
  }),
]
