import { expressionArgument, expressionFunction } from './parts/expression_function.ts'
import { schedule } from './schedule.ts'

/**
 * Sets the value by an expression of the current value: at the initial step with epoch 0, then with
 * 1, 2, ... The common loop of torch programs: `for g in param_groups: g['lr'] = f(epoch,
 * g['lr'])`.
 */
export const ExpressionLR = schedule({
  type: 'ExpressionLR',
  summary: 'Sets the value by an expression of the epoch and the current value.',
  arguments: {
    lr: expressionArgument('The new value, e.g. "lr / (epoch + 1)".'),
  },
  example: { type: 'ExpressionLR', lr: 'lr / (epoch + 1)' },
  rule: ({ lr }, settings) => {
    const set = expressionFunction('lr', lr, settings)
    return { initial: (value, slot, context) => set(0, value, slot, context), next: set }
  },
})
