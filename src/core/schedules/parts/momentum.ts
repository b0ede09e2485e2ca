import { Finite } from '../../number.ts'
import { UndefinedValue, type StepContext, type ParamSlot } from '../rule.ts'
import { argument } from '../argument.ts'

/** The arguments of torch's schedulers that cycle momentum inversely to the learning rate. */
export const momentumArguments = (least: number, most: number) => ({
  base_momentum: argument(Finite, 'Momentum where the value is highest.', {
    fallback: least,
    list: true,
  }),
  max_momentum: argument(Finite, 'Momentum where the value is lowest.', {
    fallback: most,
    list: true,
  }),
})

/** Leaves the bounds in the group and begins with the upper one, as torch's constructors do. */
export function beginMomentum(
  base: number,
  max: number,
  { groupExtras, momentum }: ParamSlot,
  context: StepContext,
) {
  groupExtras['base_momentum'] = base
  groupExtras['max_momentum'] = max
  context.values[momentum] = max
}

/** Sets momentum, or the first of the betas. */
export function setMomentum(value: number, { momentum }: ParamSlot, { values }: StepContext): void {
  if (!Number.isFinite(value)) throw new UndefinedValue(`momentum would be ${value}`)
  values[momentum] = value
}
