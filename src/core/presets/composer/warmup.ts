import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { ALPHA, ALPHA_F, ENDS, GAMMA, MILESTONES, power, T_MAX } from './schedules.ts'
import { restOf, runOf, steps } from '../shape/parameters.ts'
import { phased, withWarmup, warmup, type PhaseJson } from '../shape/phases.ts'
import { preset, PresetRefusal, type SchedulerJson } from '../preset.ts'

const WARMUP = { t_warmup: steps('Steps of warmup from 0.'), ...T_MAX }
const example = { t_warmup: 100, t_max: 1000 }

/** A warmup from 0 and a decay, whose end must not be before the end of the run. */
function warmupAndDecay(
  curve: PhaseJson,
  given: { readonly t_warmup: number; readonly t_max?: number | null | undefined },
  settings: OptimizerSettings,
): SchedulerJson {
  const whole = runOf('t_max', given.t_max, settings)
  const { totalSteps: run = 0 } = settings
  if (whole < run) {
    throw new PresetRefusal('t_max', `given ${whole}, wanted at least the ${run} steps of the run`)
  }
  const duration = restOf('t_warmup', given.t_warmup, whole)
  return phased(warmup(given.t_warmup, 0, curve.from), { ...curve, duration })
}

/** The schedulers of Composer with a warmup, in factors of the group's rate. */
export const COMPOSER_WARMUP = [
  preset({
    name: 'composer/multistep_with_warmup',
    summary: 'Multiplies by gamma at each milestone; the warmup replaces its first values.',
    parameters: { t_warmup: WARMUP.t_warmup, ...MILESTONES, ...GAMMA },
    example: { t_warmup: 100, milestones: [300, 800] },
    expand: ({ t_warmup, milestones, gamma }) =>
      withWarmup(
        { duration: t_warmup, to: 1, mode: 'overlay' },
        { type: 'MultiStepLR', milestones, gamma },
      ),
  }),
  preset({
    name: 'composer/constant_with_warmup',
    summary: 'Linear warmup to a constant factor.',
    parameters: { ...WARMUP, ...ALPHA },
    example,
    expand: ({ alpha, ...given }, settings) =>
      warmupAndDecay({ curve: 'linear', from: alpha, to: alpha }, given, settings),
  }),
  preset({
    name: 'composer/linear_with_warmup',
    summary: 'Linear warmup to one factor, then linear to another.',
    parameters: { ...WARMUP, ...ENDS },
    example,
    expand: ({ alpha_i, alpha_f, ...given }, settings) =>
      warmupAndDecay({ curve: 'linear', from: alpha_i, to: alpha_f }, given, settings),
  }),
  preset({
    name: 'composer/cosine_annealing_with_warmup',
    summary: 'Linear warmup, then a cosine to a factor.',
    parameters: { ...WARMUP, ...ALPHA_F },
    example: { ...example, alpha_f: 0.1 },
    expand: ({ alpha_f, ...given }, settings) =>
      warmupAndDecay({ curve: 'cosine', from: 1, to: alpha_f }, given, settings),
  }),
  preset({
    name: 'composer/polynomial_with_warmup',
    summary: 'Linear warmup, then polynomial decay to a factor.',
    parameters: { ...WARMUP, power: power.default(2), ...ALPHA_F },
    example,
    expand: ({ power, alpha_f, ...given }, settings) =>
      warmupAndDecay({ curve: 'linear', from: 1, to: alpha_f, power }, given, settings),
  }),
]
