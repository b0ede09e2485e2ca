import { expressionArgument, functionOf } from './parts/by_expression.ts'
import { schedule } from './schedule.ts'

/**
 * Sets the value from the current one by an expression: at the initial step with epoch 0, then
 * with 1, 2, ... It is the loop `for g in param_groups: g['lr'] = f(epoch, g['lr'])` that people
 * write around torch.
 */
export const ExpressionLR = schedule({
  type: 'ExpressionLR',
  summary: 'Sets the value by an expression of the epoch and the current value.',
  arguments: {
    lr: expressionArgument('The new value, e.g. "lr / (epoch + 1)".'),
  },
  example: { type: 'ExpressionLR', lr: 'lr / (epoch + 1)' },
  rule: ({ lr }, around) => {
    const set = functionOf('lr', lr, around)
    return { initial: (value, seat, now) => set(0, value, seat, now), next: set }
  },
})
