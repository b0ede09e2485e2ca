import { Finite, Steps } from '../number.ts'
import { cos } from '../numerics/trigonometric.ts'
import type { ParamSlot } from './rule.ts'
import { argument } from './argument.ts'
import { Duration } from './duration.ts'
import { aroundTurns } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/**
 * Repeated half cosine waves from the base value down to `eta_min`: the first in `T_0` steps, each
 * next one `T_mult` times as long. An edit of the current value lasts one step.
 * Source: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts, by its step() without an epoch;
 * Loshchilov and Hutter, SGDR, https://arxiv.org/abs/1608.03983.
 */
export const CosineAnnealingWarmRestarts = schedule({
  type: 'CosineAnnealingWarmRestarts',
  summary: 'Half cosine waves down to eta_min, each from the initial value.',
  arguments: {
    T_0: argument(Duration, 'Steps of the first wave.'),
    T_mult: argument(Steps, 'The factor on the length from one wave to the next.', { fallback: 1 }),
    eta_min: argument(Finite, 'The minimum, as a value and not a factor.', { fallback: 0 }),
  },
  fixed: ['T_0'],
  // Torch counts T_cur, not epochs; the first step after a sequence has constructed it is at 0.
  ownCount: 'steps_after_first',
  example: { type: 'CosineAnnealingWarmRestarts', T_0: 100, T_mult: 2 },
  rule: ({ T_0, T_mult, eta_min }) => {
    const closed = (epoch: number, { base, origin }: ParamSlot) => {
      const { current, length } = waveAt(epoch, T_mult, origin ?? [0, 0, T_0])
      return eta_min + ((base - eta_min) * (1 + cos((Math.PI * current) / length))) / 2
    }
    return {
      overwrites: true,
      monotoneTo: aroundTurns((epoch, { origin }) => {
        const { current, length } = waveAt(Math.max(0, epoch), T_mult, origin ?? [0, 0, T_0])
        return Math.max(0, epoch) - current + length
      }),
      clock: [T_0, T_mult],
      initial: (_value, slot) => closed(0, slot),
      // Torch ends one wave at most in its constructor, also where last_epoch is beyond the second.
      originAt: (epoch) => (epoch < T_0 ? [epoch, epoch, T_0] : [epoch, epoch % T_0, T_0 * T_mult]),
      originNow: (epoch, { origin }) => {
        const { current, length } = waveAt(epoch, T_mult, origin ?? [0, 0, T_0])
        return [epoch, current, length]
      },
      next: (epoch, _value, slot) => closed(epoch, slot),
      closed,
    }
  },
  stateDict: ({ T_0, T_mult, eta_min }, { inherited, clock, origin }) => {
    // In a sequence torch decrements and resets last_epoch only, and the position in the wave stays.
    const { current, length } = waveAt(clock, T_mult, origin ?? [0, 0, T_0])
    const wave = { T_0, T_i: length, T_mult, eta_min, T_cur: current }
    // Torch overrides step() in this class, and the override does not increment _step_count.
    return { ...wave, ...inherited, _step_count: 0 }
  },
})

/**
 * The wave of an epoch, and the position in it: torch's T_cur and T_i.
 * @param origin a known epoch, and its position and wave.
 */
function waveAt(epoch: number, factor: number, origin: readonly number[]) {
  const [began, position, first] = origin as readonly [number, number, number]
  let current = position + (epoch - began)
  let length = first
  if (factor === 1) return { current: current < length ? current : current % length, length }
  while (current >= length) {
    current -= length
    length *= factor
  }
  return { current, length }
}
