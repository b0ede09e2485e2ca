import { expressionArgument, expressionFunction } from './parts/expression_function.ts'
import { schedule } from './schedule.ts'

/**
 * Multiplies the value by an expression of the epoch at each step, except the initial step.
 * Source: torch.optim.lr_scheduler.MultiplicativeLR.
 */
export const MultiplicativeLR = schedule({
  type: 'MultiplicativeLR',
  summary: 'Multiplies the value by an expression of the epoch every step.',
  arguments: {
    lr_lambda: expressionArgument('The factor, e.g. "0.95".'),
  },
  example: { type: 'MultiplicativeLR', lr_lambda: '0.95' },
  rule: ({ lr_lambda }, settings) => {
    const factor = expressionFunction('lr_lambda', lr_lambda, settings)
    return {
      initial: (value) => value,
      resume: (_epoch, value) => value,
      next: (epoch, value, slot, context) => value * factor(epoch, value, slot, context),
      restart: (value, slot, context) => value * factor(0, value, slot, context),
    }
  },
  stateDict: (_given, { inherited }) => ({ ...inherited, lr_lambdas: [null] }),
})
