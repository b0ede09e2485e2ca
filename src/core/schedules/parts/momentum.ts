import { Finite } from '../../number.ts'
import { NoValue, type Moment, type Seat } from '../rule.ts'
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
export function beginMomentum(base: number, max: number, { marks, momentum }: Seat, now: Moment) {
  marks['base_momentum'] = base
  marks['max_momentum'] = max
  now.values[momentum] = max
}

/** Sets momentum, or the first of the betas. */
export function setMomentum(value: number, { momentum }: Seat, { values }: Moment): void {
  if (!Number.isFinite(value)) throw new NoValue(`momentum would be ${value}`)
  values[momentum] = value
}
