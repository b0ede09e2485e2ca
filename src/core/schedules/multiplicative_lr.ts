import { expressionArgument, functionOf } from './parts/by_expression.ts'
import { schedule } from './schedule.ts'

/**
 * The value times an expression of the epoch, each step; the initial step leaves it alone.
 * Source: torch.optim.lr_scheduler.MultiplicativeLR.
 */
export const MultiplicativeLR = schedule({
  type: 'MultiplicativeLR',
  summary: 'Multiplies the value by an expression of the epoch every step.',
  arguments: {
    lr_lambda: expressionArgument('The factor, e.g. "0.95".'),
  },
  example: { type: 'MultiplicativeLR', lr_lambda: '0.95' },
  rule: ({ lr_lambda }, around) => {
    const factor = functionOf('lr_lambda', lr_lambda, around)
    return {
      initial: (value) => value,
      next: (epoch, value, seat, now) => value * factor(epoch, value, seat, now),
      restart: (value, seat, now) => value * factor(0, value, seat, now),
    }
  },
  stateDict: (_given, { inherited }) => ({ ...inherited, lr_lambdas: [null] }),
})
