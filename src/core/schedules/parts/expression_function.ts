import { Expression, expression, namesRead } from '../../expression/expression.ts'
import type { StepContext, ParamSlot } from '../rule.ts'
import { argument, ArgumentRefusal } from '../argument.ts'
import type { OptimizerSettings } from '../schedule.ts'

/** An argument: a function of the epoch in torch, an expression here. */
export const expressionArgument = (about: string) => argument(Expression, about, { list: true })

/** The value of an expression at an epoch, given the current value. */
export type ExpressionFunction = (
  epoch: number,
  value: number,
  slot: ParamSlot,
  context: StepContext,
) => number

/**
 * An expression as a function of the epoch, the current value and the initial value.
 * @throws {ArgumentRefusal} for a name without a meaning here.
 */
export function expressionFunction(
  name: string,
  text: string,
  settings: OptimizerSettings,
): ExpressionFunction {
  refuseNames(name, text, settings)
  if (namesRead(text).has('x')) {
    throw new ArgumentRefusal(name, 'reads x, which only the scale_fn of CyclicLR may read')
  }
  const evaluate = expression(text, settings.totalSteps)
  return (epoch, value, { base, param, lr, groupExtras }, { values }) => {
    if (param === 'lr') return evaluate({ epoch, value, base, lr: value, base_lr: base })
    const current = values[lr]!
    const base_lr = groupExtras['initial_lr'] ?? current
    return evaluate({ epoch, value, base, lr: current, base_lr })
  }
}

/** Names that a scale may not read: torch calls its function with x only. */
const VALUE_NAMES = ['lr', 'base_lr', 'value', 'base']

/**
 * CyclicLR's scale_fn as a function of x, a whole number.
 * @throws {ArgumentRefusal} for a name without a meaning here.
 */
export function scaleFunction(name: string, text: string, settings: OptimizerSettings) {
  refuseNames(name, text, settings)
  const value = VALUE_NAMES.find((each) => namesRead(text).has(each))
  if (value) throw new ArgumentRefusal(name, `reads ${value}, wanted x and epoch only`)
  const evaluate = expression(text, settings.totalSteps)
  return (x: number, epoch: number) =>
    evaluate({ x, epoch, value: NaN, base: NaN, lr: NaN, base_lr: NaN })
}

function refuseNames(name: string, text: string, { totalSteps }: OptimizerSettings): void {
  if (totalSteps !== undefined || !namesRead(text).has('total_steps')) return
  throw new ArgumentRefusal(name, 'reads total_steps, which this optimizer does not declare')
}
