import { Finite } from '../number.ts'
import { cos } from '../numerics/trigonometric.ts'
import type { ParamSlot } from './rule.ts'
import { argument } from './argument.ts'
import { Duration } from './duration.ts'
import { ratioOfNeighbours } from './parts/ratio_of_neighbours.ts'
import { schedule } from './schedule.ts'

/**
 * Half a cosine wave from the base value down to `eta_min` in `T_max` steps, and up again in
 * another `T_max` steps, without restarts. Each value is computed from the previous one by a ratio;
 * at the turning point, where the ratio has no value, by a sum.
 * Source: torch.optim.lr_scheduler.CosineAnnealingLR, recursive form, in torch's order of
 * operations; Loshchilov and Hutter, SGDR, https://arxiv.org/abs/1608.03983.
 *
 * With `last_epoch`, torch 2.13 keeps the group's value. A group with the value of `last_epoch`
 * itself gets the one after it, by the closed form, as in torch before 2.13: without that, the
 * whole curve would be one epoch late.
 */
export const CosineAnnealingLR = schedule({
  type: 'CosineAnnealingLR',
  summary: 'Half a cosine wave down to eta_min in T_max steps, and up again.',
  arguments: {
    T_max: argument(Duration, 'Steps from the maximum to the minimum.'),
    eta_min: argument(Finite, 'The minimum, as a value and not a factor.', { fallback: 0 }),
  },
  example: { type: 'CosineAnnealingLR', T_max: 1000, eta_min: 1e-5 },
  rule: ({ T_max, eta_min }) => {
    const rise = 1 - cos(Math.PI / T_max)
    const heightAt = (epoch: number) => 1 + cos((Math.PI * epoch) / T_max)
    const ratioAt = ratioOfNeighbours(heightAt)
    const closed = (epoch: number, { base }: ParamSlot) =>
      eta_min + ((base - eta_min) * (1 + cos((Math.PI * epoch) / T_max))) / 2
    return {
      run: { steps: T_max, then: 'turns' },
      initial: (value) => value,
      resume: (epoch, value, slot) =>
        value !== slot.base && isClose(value, closed(epoch - 1, slot))
          ? closed(epoch, slot)
          : value,
      next: (epoch, value, { base }) =>
        (epoch - 1 - T_max) % (2 * T_max) === 0
          ? value + ((base - eta_min) * rise) / 2
          : ratioAt(epoch) * (value - eta_min) + eta_min,
      closed,
      monotoneTo: (epoch) => (Math.floor(epoch / T_max) + 1) * T_max,
    }
  },
  stateDict: ({ T_max, eta_min }, { inherited }) => ({ T_max, eta_min, ...inherited }),
})

/** Whether two values differ by rounding only: torch's recursion departs from the closed form. */
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(b)
