import { z } from 'zod'
import { pow } from '../../numerics/pow.ts'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { length, positive, rate, runLength, runOf, steps } from '../shape/parameters.ts'
import { phased, type PhaseJson } from '../shape/phases.ts'
import { preset, type SchedulerJson } from '../preset.ts'

/** The length of a schedule. */
export const T_MAX = { t_max: runLength('Length of the schedule.') }
/** The factor of decays. */
export const GAMMA = { gamma: rate('Factor of each decay.').default(0.1) }
/** The steps of the decays. */
export const MILESTONES = {
  milestones: z
    .array(steps('A step of a decay.'))
    .max(10_000)
    .meta({ description: 'Steps of the decays, counted from step 0.' }),
}
/** A factor. */
export const ALPHA = { alpha: rate('Factor of the group’s rate.').default(1) }
/** The factor at the end. */
export const ALPHA_F = { alpha_f: rate('Factor at the end.').default(0) }
/** The factors at both ends. */
export const ENDS = { alpha_i: rate('Factor at the start.').default(1), ...ALPHA_F }
/** A power. */
export const power = positive('Power of the decay.')

/** A decay over the whole schedule. */
const decay = (
  curve: PhaseJson,
  t_max: number | null | undefined,
  settings: OptimizerSettings,
): SchedulerJson => phased({ ...curve, duration: runOf('t_max', t_max, settings) })

/** The schedulers of Composer, in factors of the group's rate. Its `ba` is our step. */
export const COMPOSER = [
  preset({
    name: 'composer/step',
    summary: 'Multiplies by gamma every step_size steps.',
    parameters: { step_size: length('Steps between decays.'), ...GAMMA },
    example: { step_size: 100 },
    expand: ({ step_size, gamma }) => ({ type: 'StepLR', step_size, gamma }),
  }),
  preset({
    name: 'composer/multistep',
    summary: 'Multiplies by gamma at each milestone.',
    parameters: { ...MILESTONES, ...GAMMA },
    example: { milestones: [300, 800] },
    expand: ({ milestones, gamma }) => ({ type: 'MultiStepLR', milestones, gamma }),
  }),
  preset({
    name: 'composer/constant',
    summary: 'A factor up to t_max, then 1.',
    parameters: { ...ALPHA, ...T_MAX },
    example: { alpha: 0.5, t_max: 1000 },
    expand: ({ alpha, t_max }, settings) =>
      phased(
        { curve: 'hold', to: alpha, duration: runOf('t_max', t_max, settings) },
        { curve: 'hold', to: 1 },
      ),
  }),
  preset({
    name: 'composer/linear',
    summary: 'Linear from one factor to another.',
    parameters: { ...ENDS, ...T_MAX },
    example: { t_max: 1000 },
    expand: ({ alpha_i, alpha_f, t_max }, settings) =>
      decay({ curve: 'linear', from: alpha_i, to: alpha_f }, t_max, settings),
  }),
  preset({
    name: 'composer/exponential',
    summary: 'Multiplies by gamma over each decay_period, smoothly.',
    parameters: {
      gamma: positive('Factor of each decay.'),
      decay_period: length('Steps of one decay; Composer’s default is an epoch.').default(1),
    },
    example: { gamma: 0.96, decay_period: 100 },
    expand: ({ gamma, decay_period }) => ({
      type: 'ExponentialLR',
      gamma: pow(gamma, 1 / decay_period),
    }),
  }),
  preset({
    name: 'composer/cosine_annealing',
    summary: 'Cosine from 1 to a factor.',
    parameters: { ...ALPHA_F, ...T_MAX },
    example: { t_max: 1000, alpha_f: 0.1 },
    expand: ({ alpha_f, t_max }, settings) =>
      decay({ curve: 'cosine', from: 1, to: alpha_f }, t_max, settings),
  }),
  preset({
    name: 'composer/cosine_annealing_warm_restarts',
    summary: 'Cosines from 1 to a factor, each t_mult times as long as the previous one.',
    parameters: {
      t_0: length('Length of the first cycle.'),
      t_mult: z
        .int()
        .min(1)
        .max(1000)
        .meta({ description: 'Whole numbers only: Composer truncates lengths.' })
        .default(1),
      ...ALPHA_F,
    },
    example: { t_0: 100, t_mult: 2 },
    expand: ({ t_0, t_mult, alpha_f }) => ({
      type: 'RepeatLR',
      period: t_0,
      period_mult: t_mult,
      scheduler: phased({ curve: 'cosine', from: 1, to: alpha_f, duration: t_0 }),
    }),
  }),
  preset({
    name: 'composer/polynomial',
    summary: 'Polynomial from 1 to a factor.',
    parameters: { power, ...ALPHA_F, ...T_MAX },
    example: { power: 2, t_max: 1000 },
    expand: ({ power, alpha_f, t_max }, settings) =>
      decay({ curve: 'linear', from: 1, to: alpha_f, power }, t_max, settings),
  }),
]
