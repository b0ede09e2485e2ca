import { z } from 'zod'
import { pow } from '../../numerics/pow.ts'
import type { Level } from '../../schedules/level.ts'
import { count, flag, length, positive, rate, steps } from '../shape/parameters.ts'
import { phased, withWarmup, type PhaseJson } from '../shape/phases.ts'
import { preset, PresetRefusal, type SchedulerJson } from '../preset.ts'

/** The parameters of every warmup of timm. */
export const WARMUP = {
  warmup_t: steps('Steps of warmup.').default(0),
  warmup_lr_init: rate('Rate at the start of warmup.').default(0),
}
const prefix = (fallback: boolean) => ({
  warmup_prefix: flag('Whether the schedule starts after the warmup, or at the same time.').default(
    fallback,
  ),
})
const CYCLES = {
  t_initial: length('Length of the first cycle.'),
  lr_min: rate('Rate at the end of each cycle.').default(0),
  cycle_mul: positive('The factor on the length from one cycle to the next.').default(1),
  cycle_decay: positive('The factor on the peak from one cycle to the next.').default(1),
  cycle_limit: count('The number of cycles; after them the rate is lr_min.').default(1),
  ...WARMUP,
  ...prefix(false),
}
const k_decay = positive('Power of the progress inside each cycle.').default(1)
const RATE = { decay_rate: positive('Factor of each decay.').default(1) }

interface Warmup {
  readonly warmup_t: number
  readonly warmup_lr_init: number
  readonly warmup_prefix?: boolean
}

/** A schedule with timm's warmup before it or over it; default of `to`: the group's own rate. */
function withTimmWarmup(given: Warmup, scheduler: SchedulerJson, to: { to?: Level } = { to: 1 }) {
  const mode = given.warmup_prefix === false ? 'overlay' : 'prefix'
  const from = { value: given.warmup_lr_init }
  return withWarmup({ duration: given.warmup_t, from, ...to, mode }, scheduler)
}

interface Cycles extends Warmup {
  readonly t_initial: number
  readonly lr_min: number
  readonly cycle_mul: number
  readonly cycle_decay: number
  readonly cycle_limit: number
}

/** The most cycles that are listed as phases. */
const MAX_CYCLES = 999

/** Consecutive cycles, each with its own peak above the same floor, and then the floor. */
function listedCycles(given: Cycles, curve: PhaseJson): SchedulerJson {
  const to = { value: given.lr_min }
  if (given.cycle_limit > MAX_CYCLES) {
    const detail = `given ${given.cycle_limit}, wanted at most ${MAX_CYCLES} different cycles`
    throw new PresetRefusal('cycle_limit', detail)
  }
  const cycles = Array.from({ length: given.cycle_limit }, (_, cycle) => ({
    ...curve,
    from: pow(given.cycle_decay, cycle),
    to,
    duration: given.t_initial * pow(given.cycle_mul, cycle),
  }))
  return phased(...cycles, { curve: 'hold', to })
}

/** The same as {@link listedCycles}, as a repetition if the cycles are equal. */
function repeatedCycles(given: Cycles, curve: PhaseJson): SchedulerJson {
  const { t_initial, lr_min, cycle_decay, cycle_limit } = given
  if (cycle_limit === 1 || (lr_min > 0 && cycle_decay !== 1)) return listedCycles(given, curve)
  return {
    type: 'RepeatLR',
    period: t_initial,
    period_mult: given.cycle_mul,
    gamma: cycle_decay,
    count: cycle_limit,
    scheduler: phased({ ...curve, from: 1, to: { value: lr_min }, duration: t_initial }),
  }
}

/** The schedulers of timm that follow the step alone, `wsd` apart. Its `t` is our step. */
export const TIMM = [
  preset({
    name: 'timm/cosine',
    summary: 'Cosine cycles; the warmup replaces the first values unless warmup_prefix is set.',
    parameters: { ...CYCLES, k_decay },
    example: { t_initial: 300, warmup_t: 5, warmup_lr_init: 1e-6, lr_min: 1e-5 },
    expand: (given) =>
      withTimmWarmup(given, repeatedCycles(given, { curve: 'cosine', k: given.k_decay })),
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
    expand: ({ lb, ub, ...given }) => {
      if (lb >= ub) throw new PresetRefusal('lb', `given ${lb}, wanted less than ub, ${ub}`)
      const to = given.warmup_prefix ? { to: 1 } : {}
      return withTimmWarmup(given, listedCycles(given, { curve: 'tanh', lb, ub }), to)
    },
  }),
  preset({
    name: 'timm/poly',
    summary: 'Cycles of polynomial decay.',
    parameters: { ...CYCLES, power: positive('Power of the decay.').default(0.5), k_decay },
    example: { t_initial: 300, power: 0.9 },
    expand: ({ power, k_decay: k, ...given }) =>
      withTimmWarmup(given, repeatedCycles(given, { curve: 'linear', power, k })),
  }),
  preset({
    name: 'timm/step',
    summary: 'Multiplies by decay_rate every decay_t steps after the warmup.',
    parameters: { decay_t: length('Steps between decays.'), ...RATE, ...WARMUP, ...prefix(true) },
    example: { decay_t: 30, decay_rate: 0.1, warmup_t: 5, warmup_lr_init: 1e-4 },
    expand: ({ decay_t, decay_rate, ...given }) =>
      withTimmWarmup(given, { type: 'StepLR', step_size: decay_t, gamma: decay_rate }),
  }),
  preset({
    name: 'timm/multistep',
    summary: 'Multiplies by decay_rate one step before each of decay_t, as timm does.',
    parameters: {
      decay_t: z.array(length('The step after a decay.')).min(1).max(10_000),
      ...RATE,
      ...WARMUP,
      ...prefix(true),
    },
    example: { decay_t: [30, 60, 90], decay_rate: 0.1 },
    expand: ({ decay_t, decay_rate, ...given }) => {
      if (decay_t.some((step, index) => step < (decay_t[index - 1] ?? 0))) {
        throw new PresetRefusal('decay_t', `given ${decay_t.join(', ')}, wanted ascending steps`)
      }
      const milestones = decay_t.map((step) => step - 1)
      return withTimmWarmup(given, { type: 'MultiStepLR', milestones, gamma: decay_rate })
    },
  }),
]
