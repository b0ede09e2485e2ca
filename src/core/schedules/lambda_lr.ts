import { expressionArgument, functionOf } from './parts/by_expression.ts'
import { schedule } from './schedule.ts'

/**
 * The base value times an expression of the epoch. An edit of the current value therefore lasts
 * until the next step. Source: torch.optim.lr_scheduler.LambdaLR.
 */
export const LambdaLR = schedule({
  type: 'LambdaLR',
  summary: 'Sets the value to its initial value times an expression of the epoch.',
  arguments: {
    lr_lambda: expressionArgument('The factor, e.g. "0.95 ** epoch".'),
  },
  example: { type: 'LambdaLR', lr_lambda: '0.95 ** epoch' },
  rule: ({ lr_lambda }, around) => {
    const factor = functionOf('lr_lambda', lr_lambda, around)
    return {
      initial: (value, seat, now) => seat.base * factor(0, value, seat, now),
      next: (epoch, value, seat, now) => seat.base * factor(epoch, value, seat, now),
      restart: (value, seat, now) => seat.base * factor(0, value, seat, now),
      closed: (epoch, seat, now) =>
        seat.base * factor(Math.floor(epoch), now.values[seat.column]!, seat, now),
    }
  },
  stateDict: (_given, { inherited }) => ({ ...inherited, lr_lambdas: [null] }),
})
