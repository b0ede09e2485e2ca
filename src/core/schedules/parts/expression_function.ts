import { Expression, expression, namesRead, type Variables } from '../../expression/expression.ts'
import { GROUP_FACTORS } from '../../expression/variables.ts'
import { memoizeLast } from './memoize_last.ts'
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
  const names = namesRead(text)
  if (isOfEpochAlone(names)) {
    const atEpoch = memoizeLast((epoch) => evaluate({ ...NO_VALUES, epoch }))
    return (epoch) => atEpoch(epoch)
  }
  const readsFactors = GROUP_FACTORS.some((factor) => names.has(factor))
  return (epoch, value, slot, { values }) => {
    const variables = variablesOf(epoch, value, slot, values)
    return evaluate(readsFactors ? { ...variables, ...factorsOf(slot, values) } : variables)
  }
}

/** Whether an expression has the same value for all groups. */
const isOfEpochAlone = (names: ReadonlySet<string>): boolean =>
  [...names].every((name) => name === 'epoch' || name === 'total_steps')

/** Whether an expression reads the current value, its own or another: then it has no closed form. */
export const readsCurrentValue = (text: string): boolean =>
  ['value', 'lr'].some((name) => namesRead(text).has(name))

const NO_VALUES = { value: NaN, base: NaN, lr: NaN, base_lr: NaN }

function variablesOf(
  epoch: number,
  value: number,
  { base, param, lr, groupExtras }: ParamSlot,
  values: Float64Array,
): Variables {
  if (param === 'lr') return { epoch, value, base, lr: value, base_lr: base }
  const current = values[lr]!
  return { epoch, value, base, lr: current, base_lr: groupExtras['initial_lr'] ?? current }
}

/** The factors of the group, each undefined if the group does not have it. */
function factorsOf({ factors }: ParamSlot, values: Float64Array): Partial<Variables> {
  return {
    lr_scale: values[factors.lr_scale],
    lr_mult: values[factors.lr_mult],
    wd_mult: values[factors.wd_mult],
  }
}

/** Names that a scale may not read: torch calls its function with x only. */
const VALUE_NAMES = ['lr', 'base_lr', 'value', 'base', ...GROUP_FACTORS]

/**
 * CyclicLR's scale_fn as a function of x, a whole number.
 * @throws {ArgumentRefusal} for a name without a meaning here.
 */
export function scaleFunction(name: string, text: string, settings: OptimizerSettings) {
  refuseNames(name, text, settings)
  const value = VALUE_NAMES.find((each) => namesRead(text).has(each))
  if (value) throw new ArgumentRefusal(name, `reads ${value}, wanted x and epoch only`)
  const evaluate = expression(text, settings.totalSteps)
  return (x: number, epoch: number) => evaluate({ ...NO_VALUES, x, epoch })
}

function refuseNames(name: string, text: string, { totalSteps }: OptimizerSettings): void {
  if (totalSteps !== undefined || !namesRead(text).has('total_steps')) return
  throw new ArgumentRefusal(name, 'reads total_steps, which this optimizer does not declare')
}
