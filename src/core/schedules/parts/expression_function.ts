import { Expression, expression, namesRead } from '../../expression/expression.ts'
import type { StepContext, ParamSlot } from '../rule.ts'
import { argument, ArgumentRefusal } from '../argument.ts'
import type { OptimizerSettings } from '../schedule.ts'

/** An argument that torch takes as a function of the epoch, and we as an expression. */
export const expressionArgument = (about: string) => argument(Expression, about, { list: true })

/** What an expression comes to at an epoch, beside the current value. */
export type ExpressionFunction = (
  epoch: number,
  value: number,
  slot: ParamSlot,
  context: StepContext,
) => number

/**
 * The function of the epoch, of the current value and of the initial one that an expression is.
 * @throws {ArgumentRefusal} for a name that has no meaning here.
 */
export function expressionFunction(
  name: string,
  text: string,
  settings: OptimizerSettings,
): ExpressionFunction {
  refuseNames(name, text, settings)
  if (namesRead(text).has('x')) {
    throw new ArgumentRefusal(name, 'reads x, which only the scale_fn of CyclicLR has')
  }
  const evaluate = expression(text, settings.totalSteps)
  return (epoch, value, { base, param, lr, groupExtras }, { values }) => {
    if (param === 'lr') return evaluate({ epoch, value, base, lr: value, base_lr: base })
    const current = values[lr]!
    const base_lr = groupExtras['initial_lr'] ?? current
    return evaluate({ epoch, value, base, lr: current, base_lr })
  }
}

/** Values, which a scale may not read: torch gives its function nothing but x. */
const VALUE_NAMES = ['lr', 'base_lr', 'value', 'base']

/**
 * The function of x, a whole number, that CyclicLR's scale_fn is.
 * @throws {ArgumentRefusal} for a name that has no meaning here.
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
