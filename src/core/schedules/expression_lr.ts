import { Finite } from '../number.ts'
import { Expression, namesRead } from '../expression/expression.ts'
import { ArgumentRefusal, optional } from './argument.ts'
import {
  expressionArgument,
  expressionFunction,
  readsCurrentValue,
  type ExpressionFunction,
} from './parts/expression_function.ts'
import { expressionTurns } from './parts/expression_turns.ts'
import { setMomentum } from './parts/momentum.ts'
import { schedule, type OptimizerSettings } from './schedule.ts'

/**
 * Sets the value by an expression of the current value: at the initial step with epoch 0, then with
 * 1, 2, ... The common loop of torch programs: `for g in param_groups: g['lr'] = f(epoch,
 * g['lr'])`. With `momentum` it sets momentum, or the first of the betas, as well, and with `beta2`
 * the second one. Expressions that do not read the current value give a closed form at whole epochs.
 */
export const ExpressionLR = schedule({
  type: 'ExpressionLR',
  summary: 'Sets the value by an expression of the epoch and the current value.',
  arguments: {
    lr: expressionArgument('The new value, e.g. "lr / (epoch + 1)".'),
    momentum: optional(
      Expression,
      'The new momentum, or first beta, where `value` is its current value.',
    ),
    beta2: optional(Finite, 'The second beta from the initial step on, of a group with betas.'),
  },
  fixed: ['momentum', 'beta2'],
  example: { type: 'ExpressionLR', lr: 'lr / (epoch + 1)' },
  rule: ({ lr, momentum, beta2 }, settings) => {
    const set = expressionFunction('lr', lr, settings)
    const drive = momentum && momentumFunction(momentum, settings)
    const next: ExpressionFunction = (epoch, value, slot, context) => {
      if (drive) {
        const current = context.values[slot.momentum]!
        setMomentum(drive(epoch, current, slot, context), slot, context)
      }
      if (beta2 !== undefined && slot.beta2 >= 0) context.values[slot.beta2] = beta2
      return set(epoch, value, slot, context)
    }
    const isClosed = !readsCurrentValue(lr) && (!momentum || !readsCurrentValue(momentum))
    return {
      drivesMomentum: momentum !== undefined,
      setsBeta2: beta2 !== undefined,
      overwrites: isClosed,
      monotoneTo: momentum === undefined ? expressionTurns(lr, settings) : undefined,
      initial: (value, slot, context) => next(0, value, slot, context),
      next,
      ...(isClosed && {
        closed: (epoch, slot, context) => next(Math.floor(epoch), NaN, slot, context),
      }),
    }
  },
})

/** @throws {ArgumentRefusal} for a name that has no meaning for momentum. */
function momentumFunction(text: string, settings: OptimizerSettings): ExpressionFunction {
  const wrong = ['lr', 'base', 'base_lr'].find((name) => namesRead(text).has(name))
  if (wrong === undefined) return expressionFunction('momentum', text, settings)
  throw new ArgumentRefusal('momentum', `reads ${wrong}, wanted epoch, total_steps and value only`)
}
