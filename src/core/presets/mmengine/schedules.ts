import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import {
  isLeftOut,
  length,
  optionalLength,
  optionalRate,
  positive,
  rate,
  restOf,
  runLength,
  runOf,
  share,
  steps,
} from '../shape/parameters.ts'
import { phased, type PhaseJson } from '../shape/phases.ts'
import { preset, PresetRefusal, type SchedulerJson } from '../preset.ts'

/** The first step of a window. */
export const begin = steps('The first step; earlier steps do not change the value.').default(0)
const RANGE = { begin, end: runLength('The step after the last one; later values are held.') }
const FLOOR = {
  eta_min: optionalRate('Value at the end. Either this or eta_min_ratio.'),
  eta_min_ratio: optionalRate('Value at the end as a factor of the group’s own.'),
}

/** A window of steps in which a scheduler acts. */
export interface StepRange {
  readonly begin: number
  readonly end?: number | null | undefined
}

/** The length of a window, at least `least` steps. */
function lengthOf(given: StepRange, settings: OptimizerSettings, least: number): number {
  const end = runOf('end', given.end, settings)
  const steps = restOf('begin', given.begin, end)
  if (steps >= least) return steps
  const detail = `given ${end}, wanted at least ${least} steps from begin, ${given.begin}`
  throw new PresetRefusal('end', detail)
}

/** Phases within a window: before it the value is the group's own. */
const inRange = ({ begin }: StepRange, ...phases: PhaseJson[]): SchedulerJson =>
  phased({ curve: 'hold', duration: begin }, ...phases)

function floorOf(given: {
  readonly eta_min?: number | null | undefined
  readonly eta_min_ratio?: number | null | undefined
}): Level {
  if (!isLeftOut(given.eta_min) && !isLeftOut(given.eta_min_ratio)) {
    throw new PresetRefusal('eta_min_ratio', 'given with eta_min, wanted one of the two')
  }
  return given.eta_min_ratio ?? { value: given.eta_min ?? 0 }
}

/** The parameter schedulers of MMEngine that fill a window, of lr unless `param` is given. */
export const MMENGINE = [
  preset({
    name: 'mmengine/linear',
    summary: 'Linear between two factors, both ends of the window included.',
    parameters: {
      ...RANGE,
      start_factor: positive('Factor at the start, at most 1.').default(1 / 3),
      end_factor: share('Factor at the end.').default(1),
    },
    example: { start_factor: 0.001, end: 500 },
    expand: ({ start_factor, end_factor, ...given }, settings) =>
      inRange(given, {
        curve: 'linear',
        from: start_factor,
        to: end_factor,
        duration: lengthOf(given, settings, 2),
        endpoints: 'both',
      }),
  }),
  preset({
    name: 'mmengine/constant',
    summary: 'A factor until the last step of the window.',
    parameters: { ...RANGE, factor: share('The factor.').default(1 / 3) },
    example: { factor: 0.1, end: 500 },
    expand: ({ factor, ...given }, settings) =>
      inRange(
        given,
        { curve: 'hold', to: factor, duration: lengthOf(given, settings, 2) - 1 },
        { curve: 'hold', to: 1 },
      ),
  }),
  preset({
    name: 'mmengine/cosine_annealing',
    summary:
      'Cosine over the window, then held at its end; MMEngine holds the value of one step before.',
    parameters: {
      ...RANGE,
      T_max: optionalLength('Steps of the cosine: must be the steps of the window.'),
      ...FLOOR,
    },
    example: { end: 1000, eta_min: 1e-5 },
    expand: ({ T_max, ...given }, settings) => {
      const duration = lengthOf(given, settings, 1)
      if ((T_max ?? duration) !== duration) {
        const detail = `given ${T_max}, wanted the ${duration} steps of the window`
        throw new PresetRefusal('T_max', detail)
      }
      return inRange(given, { curve: 'cosine', from: 1, to: floorOf(given), duration })
    },
  }),
  preset({
    name: 'mmengine/poly',
    summary: 'Polynomial decay, both ends of the window included.',
    parameters: {
      ...RANGE,
      power: positive('Power of the decay.').default(1),
      eta_min: rate('Value at the end.').default(0),
    },
    example: { power: 0.9, eta_min: 1e-4, end: 1000 },
    expand: ({ power, eta_min, ...given }, settings) =>
      inRange(given, {
        curve: 'linear',
        from: 1,
        to: { value: eta_min },
        duration: lengthOf(given, settings, 2),
        power,
        endpoints: 'both',
      }),
  }),
  preset({
    name: 'mmengine/cosine_restart',
    summary: 'Cosines with listed lengths and peaks; then the last end value is held.',
    parameters: {
      periods: z.array(length('Steps of a cosine.')).min(1).max(1000),
      restart_weights: z
        .array(rate('Factor at the top of a cosine.'))
        .min(1)
        .max(1000)
        .default([1]),
      ...FLOOR,
    },
    example: { periods: [100, 200], restart_weights: [1, 0.5], eta_min: 1e-5 },
    expand: ({ periods, restart_weights, ...given }) => {
      if (periods.length !== restart_weights.length) {
        const detail = `given ${restart_weights.length}, wanted one for each of the ${periods.length} periods`
        throw new PresetRefusal('restart_weights', detail)
      }
      const to = floorOf(given)
      const cosine = (duration: number, index: number) => ({
        curve: 'cosine',
        from: restart_weights[index]!,
        to,
        duration,
      })
      return phased(...periods.map(cosine))
    },
  }),
]
