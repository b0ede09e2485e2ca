import { z } from 'zod'
import { MAX_STEP } from '../number.ts'
import { pow } from '../numerics/pow.ts'
import type { RuleTree } from './rule.ts'
import { argument, ArgumentRefusal, optional } from './argument.ts'
import { Length } from './duration.ts'
import { levelValue, Level } from './level.ts'
import { closedFormRule, closedFormOf } from './parts/closed_form.ts'
import { cyclesOf } from './parts/cycles.ts'
import { Positive } from './parts/phase.ts'
import { memoizeLast } from './parts/memoize_last.ts'
import { schedule } from './schedule.ts'

/**
 * Plays a scheduler again and again from its own epoch 0. Cycle i takes period * period_mult ** i
 * steps; the scheduler is stretched to fill it if it has a length of its own, as phases have, and
 * else by period_mult ** i only. Its value is floor + (inner - floor) * gamma ** i. After `count`
 * cycles the end of the last one is held. A closed form of the epoch.
 *
 * Its floor tells the cycles of the libraries apart: 0 shrinks the whole wave (timm, fairseq), the
 * lowest value only what is above it (Keras, the triangular2 of torch's CyclicLR).
 */
export const RepeatLR = schedule({
  type: 'RepeatLR',
  summary: 'Repeats a scheduler in cycles that may grow, shrink and turn back.',
  arguments: {
    period: optional(Length, 'Steps of the first cycle; left out, the length of the phases.'),
    period_mult: argument(Positive, 'How many times as long each next cycle is.', { fallback: 1 }),
    gamma: argument(z.number().min(0), 'How many times as high above floor each next cycle is.', {
      fallback: 1,
    }),
    floor: argument(Level, 'What gamma shrinks towards.', { fallback: 0 }),
    mirror: argument(z.boolean(), 'Whether every second cycle runs backwards.', {
      fallback: false,
    }),
    count: argument(
      z.int().min(1).max(MAX_STEP).nullable(),
      'How many cycles there are; null repeats for ever.',
      { fallback: null },
    ),
  },
  nestingField: 'scheduler',
  example: {
    type: 'RepeatLR',
    period_mult: 2,
    gamma: 0.5,
    count: 3,
    scheduler: { type: 'PhasedLR', phases: [{ curve: 'cosine', to: 0, duration: 1000 }] },
  },
  rule: ({ period_mult, gamma, floor, mirror, count, ...given }, _around, [child]) => {
    const inner = closedFormOf(child!)
    const period = periodOf(given.period, child!)
    const whole = child!.length ?? period
    refuseShrinkingPeriods(period_mult, count)
    const cycles = cyclesOf(period, period_mult)
    const positionAt = memoizeLast((epoch) => {
      const { index, start, length } = cycles.at(epoch)
      const over = count !== null && index >= count
      const number = over ? count - 1 : index
      const through = over ? whole : stretched(epoch - start, length, whole)
      const place = mirror && number % 2 === 1 ? whole - through : through
      return { place, height: number === 0 ? 1 : pow(gamma, number) }
    })
    const form = closedFormRule((epoch, slot, context) => {
      const { place, height } = positionAt(epoch)
      const value = inner(place, slot.children[0]!, context)
      if (height === 1) return value
      const bottom = levelValue(floor, slot.base)
      return bottom + (value - bottom) * height
    })
    return count === null ? form : { ...form, length: cycles.numbered(count).start }
  },
})

/** A step of a cycle of one length as a place in a schedule of another. */
const stretched = (step: number, length: number, whole: number) =>
  length === whole ? step : (step * whole) / length

function periodOf(given: number | undefined, { length }: RuleTree): number {
  const period = given ?? length
  if (period === undefined) {
    const message = 'given nothing, wanted steps: the scheduler inside has no length of its own'
    throw new ArgumentRefusal('period', message)
  }
  if (period > 0) return period
  const shown = given === undefined ? 'nothing, which means the length of the phases, 0' : given
  throw new ArgumentRefusal('period', `given ${shown}, wanted more than 0`)
}

/** Ever shorter cycles come to an end within a time that none of them is in any more. */
function refuseShrinkingPeriods(period_mult: number, count: number | null): void {
  if (period_mult >= 1 || count !== null) return
  throw new ArgumentRefusal('period_mult', `given ${period_mult}, wanted at least 1, or a count`)
}
