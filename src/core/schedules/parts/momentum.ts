import { Finite } from '../../number.ts'
import { UndefinedValue, type GroupExtras, type StepContext, type ParamSlot } from '../rule.ts'
import { argument } from '../argument.ts'

/** The momentum arguments of torch's cyclic schedulers: inverse to the learning rate. */
export const momentumArguments = (least: number, most: number) => ({
  base_momentum: argument(Finite, 'Momentum at the maximum of the value.', {
    fallback: least,
    list: true,
  }),
  max_momentum: argument(Finite, 'Momentum at the minimum of the value.', {
    fallback: most,
    list: true,
  }),
})

/**
 * Writes the bounds to the group and sets momentum to the upper one, as torch's constructors do.
 */
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

/** With `last_epoch`, the bounds that the group has count; torch raises where it has none. */
export function keepBounds(groupExtras: GroupExtras, bounds: GroupExtras): void {
  for (const [key, bound] of Object.entries(bounds)) groupExtras[key] ??= bound
}

/** Sets momentum, or the first of the betas. */
export function setMomentum(value: number, { momentum }: ParamSlot, { values }: StepContext): void {
  if (!Number.isFinite(value)) throw new UndefinedValue(`momentum would be ${value}`)
  values[momentum] = value
}
