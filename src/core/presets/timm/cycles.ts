import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import { flag, length, positive, rate } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { scaledRate, timeOf, WARMUP, withTimmWarmup, type Warmup } from './scaled.ts'

export const prefix = (fallback: boolean) => ({
  warmup_prefix: flag('Whether the schedule starts after the warmup, or at the same time.').default(
    fallback,
  ),
})

const CYCLES = {
  t_initial: length('Length of the first cycle.'),
  lr_min: rate('Rate at the end of each cycle.').default(0),
  cycle_mul: positive('The factor on the length from one cycle to the next.').default(1),
  cycle_decay: positive('The factor on the peak from one cycle to the next.').default(1),
  cycle_limit: z
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ description: 'The number of cycles; after them the rate is lr_min.' })
    .default(1),
  ...WARMUP,
  ...prefix(false),
}
const k_decay = positive('Power of the progress inside each cycle.').default(1)
const power = z.number().min(0)

interface Cycles extends Warmup {
  readonly t_initial: number
  readonly lr_min: number
  readonly cycle_mul: number
  readonly cycle_decay: number
  readonly cycle_limit: number
}

/** A cycle at some time: its number, its length and the time in it, as expressions. */
interface Cycle {
  readonly number: string
  readonly length: string
  readonly time: string
}

/** The cycle at a time. timm finds the number of growing cycles by a logarithm, rounding included. */
function cycleAt({ t_initial, cycle_mul, cycle_limit }: Cycles, time: string): Cycle {
  const T = `${t_initial}`
  if (cycle_mul === 1) {
    if (cycle_limit === 1) return { number: `${time} // ${T}`, length: T, time }
    return { number: `${time} // ${T}`, length: T, time: `(${time} - ${T} * (${time} // ${T}))` }
  }
  const mul = float(cycle_mul)
  const number = `floor(log(1 - ${time} / ${T} * (1 - ${mul})) / log(${mul}))`
  const start = `(1 - ${mul} ** ${number}) / (1 - ${mul}) * ${T}`
  return { number, length: `(${mul} ** ${number} * ${T})`, time: `(${time} - ${start})` }
}

/** The rate in a cycle, given its height over the floor and the cycle. */
type Curve = (height: string, cycle: Cycle) => string

/** Consecutive cycles, and then the floor. */
function cycles(given: Cycles, base: string, time: string, curve: Curve): string {
  const { lr_min, cycle_decay, cycle_limit } = given
  const cycle = cycleAt(given, time)
  const floor = float(lr_min)
  const peak = cycle_decay === 1 ? base : `${base} * ${float(cycle_decay)} ** (${cycle.number})`
  const rate = `${floor} + ${curve(`(${peak} - ${floor})`, cycle)}`
  return `(${rate} if ${cycle.number} < ${cycle_limit} else ${floor})`
}

/** The cycles of timm. Its `t` is our step. */
export const TIMM_CYCLES = [
  preset({
    name: 'timm/cosine',
    summary: 'Cosine cycles; the warmup replaces the first values unless warmup_prefix is set.',
    parameters: { ...CYCLES, k_decay },
    example: { t_initial: 300, warmup_t: 5, warmup_lr_init: 1e-6, lr_min: 1e-5 },
    expand: ({ k_decay: k, ...given }, context) => {
      const rate = scaledRate(context)
      const then = cycles(given, rate.base, timeOf(given), (height, { length: L, time }) => {
        const angle = `pi * ${time} ** ${float(k)} / ${L} ** ${float(k)}`
        return `0.5 * ${height} * (1 + cos(${angle}))`
      })
      return withTimmWarmup(given, rate, then)
    },
  }),
  preset({
    name: 'timm/tanh',
    summary: 'Cycles along a hyperbolic tangent, which meets neither end exactly.',
    parameters: {
      ...CYCLES,
      lb: z.number().meta({ description: 'The argument of tanh at the start.' }).default(-7),
      ub: z.number().meta({ description: 'The argument of tanh at the end.' }).default(3),
    },
    example: { t_initial: 300, lr_min: 1e-5 },
    expand: ({ lb, ub, ...given }, context) => {
      if (lb >= ub) throw new PresetRefusal('lb', `given ${lb}, wanted less than ub, ${ub}`)
      const rate = scaledRate(context)
      const curve: Curve = (height, { length: L, time }) => {
        const q = `(${time} / ${L})`
        return `0.5 * ${height} * (1 - tanh(${float(lb)} * (1.0 - ${q}) + ${float(ub)} * ${q}))`
      }
      const then = cycles(given, rate.base, timeOf(given), curve)
      const target = given.warmup_prefix
        ? rate.base
        : cycles(given, rate.base, `${given.warmup_t}`, curve)
      return withTimmWarmup(given, rate, then, target)
    },
  }),
  preset({
    name: 'timm/poly',
    summary: 'Cycles of polynomial decay.',
    parameters: {
      ...CYCLES,
      power: power.meta({ description: 'Power of the decay.' }).default(0.5),
      k_decay,
    },
    example: { t_initial: 300, power: 0.9 },
    expand: ({ power: exponent, k_decay: k, ...given }, context) => {
      const rate = scaledRate(context)
      const then = cycles(given, rate.base, timeOf(given), (height, { length: L, time }) => {
        const share = `(1 - ${time} ** ${float(k)} / ${L} ** ${float(k)})`
        return `${height} * ${share} ** ${float(exponent)}`
      })
      return withTimmWarmup(given, rate, then)
    },
  }),
]
