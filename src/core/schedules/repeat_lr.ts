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
 * Repeats a scheduler from its own epoch 0. Cycle i has period * period_mult ** i steps. A
 * scheduler with a length of its own, such as phases, is stretched to the length of the cycle; any
 * other one is stretched by period_mult ** i. The value is floor + (inner - floor) * gamma ** i.
 * After `count` cycles the end value of the last one is held. A closed form of the epoch.
 *
 * The cycles of the libraries differ in `floor`: with 0 the whole wave shrinks (timm, fairseq),
 * with the lowest value only the part above it (Keras, the triangular2 of torch's CyclicLR).
 */
export const RepeatLR = schedule({
  type: 'RepeatLR',
  summary: 'Repeats a scheduler in cycles that may grow, shrink or run backwards.',
  arguments: {
    period: optional(Length, 'Steps of the first cycle; default: the length of the phases.'),
    period_mult: argument(Positive, 'The factor on the length from one cycle to the next.', {
      fallback: 1,
    }),
    gamma: argument(
      z.number().min(0),
      'The factor on the height above floor from one cycle to the next.',
      {
        fallback: 1,
      },
    ),
    floor: argument(Level, 'The level to which gamma shrinks the cycles.', { fallback: 0 }),
    mirror: argument(z.boolean(), 'Whether every second cycle runs backwards.', {
      fallback: false,
    }),
    count: argument(
      z.int().min(1).max(MAX_STEP).nullable(),
      'The number of cycles; null repeats without end.',
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
    if (count === null) return form
    const length = cycles.numbered(count).start
    return { ...form, length, run: { steps: length, then: 'holds' } }
  },
})

/** A step of a cycle, scaled to the length of the nested schedule. */
const stretched = (step: number, length: number, whole: number) =>
  length === whole ? step : (step * whole) / length

function periodOf(given: number | undefined, { length }: RuleTree): number {
  const period = given ?? length
  if (period === undefined) {
    const message = 'given nothing, wanted steps: the nested scheduler has no length of its own'
    throw new ArgumentRefusal('period', message)
  }
  if (period > 0) return period
  const shown = given === undefined ? 'nothing, which means the length of the phases, 0' : given
  throw new ArgumentRefusal('period', `given ${shown}, wanted more than 0`)
}

/** The sum of ever shorter cycles is finite: later steps would be in no cycle. */
function refuseShrinkingPeriods(period_mult: number, count: number | null): void {
  if (period_mult >= 1 || count !== null) return
  throw new ArgumentRefusal('period_mult', `given ${period_mult}, wanted at least 1, or a count`)
}
