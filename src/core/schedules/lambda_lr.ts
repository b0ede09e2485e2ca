import {
  expressionArgument,
  expressionFunction,
  readsCurrentValue,
} from './parts/expression_function.ts'
import { expressionTurns } from './parts/expression_turns.ts'
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
  rule: ({ lr_lambda }, settings) => {
    const factor = expressionFunction('lr_lambda', lr_lambda, settings)
    return {
      overwrites: !readsCurrentValue(lr_lambda),
      monotoneTo: expressionTurns(lr_lambda, settings),
      initial: (value, slot, context) => slot.base * factor(0, value, slot, context),
      next: (epoch, value, slot, context) => slot.base * factor(epoch, value, slot, context),
      restart: (value, slot, context) => slot.base * factor(0, value, slot, context),
      closed: (epoch, slot, context) =>
        slot.base * factor(Math.floor(epoch), context.values[slot.column]!, slot, context),
    }
  },
  stateDict: (_given, { inherited }) => ({ ...inherited, lr_lambdas: [null] }),
})
