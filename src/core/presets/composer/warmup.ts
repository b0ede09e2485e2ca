import { float, scaleByExpression } from '../shape/expressions.ts'
import { preset, PresetRefusal, type PresetContext, type SchedulerJson } from '../preset.ts'
import { ALPHA, ALPHA_F, cosine, ENDS, GAMMA, line, polynomial, power } from './factors.ts'
import { decays, MILESTONES } from './milestones.ts'
import { maxOf, stepsOf, T_MAX, time, type GivenTime } from './time.ts'

const WARMUP = { t_warmup: time('Steps of warmup from 0.'), ...T_MAX }
const example = { t_warmup: 100, t_max: 1000 }

const rise = (warmup: number, top: number) => `epoch / ${warmup} * ${float(top)}`

interface GivenWarmup {
  readonly t_warmup: GivenTime
  readonly t_max?: GivenTime | null | undefined
}

/**
 * A warmup from 0 to a factor, and then a schedule over the rest. One without steps stays at its
 * start.
 * @throws {PresetRefusal} if the schedule ends before the run.
 */
function warmedUp(
  given: GivenWarmup,
  settings: PresetContext,
  top: number,
  then: (progress: string) => string,
): SchedulerJson {
  const warmup = stepsOf('t_warmup', given.t_warmup, settings)
  const whole = maxOf(given.t_max, settings)
  const { totalSteps: run = 0 } = settings
  if (whole < run) {
    throw new PresetRefusal('t_max', `given ${whole}, wanted at least the ${run} steps of the run`)
  }
  const past = warmup === 0 ? 'epoch' : `(epoch - ${warmup})`
  const decay = then(whole > warmup ? `min(1.0, ${past} / ${whole - warmup})` : '0.0')
  return scaleByExpression(
    warmup === 0 ? decay : `${rise(warmup, top)} if epoch < ${warmup} else ${decay}`,
  )
}

/** The schedulers of Composer with a warmup, in factors of the group's rate. */
export const COMPOSER_WARMUP = [
  preset({
    name: 'composer/multistep_with_warmup',
    summary: 'Multiplies by gamma at each milestone; the warmup replaces its first values.',
    parameters: { t_warmup: WARMUP.t_warmup, ...MILESTONES, ...GAMMA },
    example: { t_warmup: 100, milestones: [300, 800] },
    expand: ({ t_warmup, ...given }, settings) => {
      const warmup = stepsOf('t_warmup', t_warmup, settings)
      const after = decays(given, settings, warmup)
      if (warmup === 0) return after
      const schedulers = [scaleByExpression(rise(warmup, 1)), after]
      return { type: 'SequentialLR', schedulers, milestones: [warmup] }
    },
  }),
  preset({
    name: 'composer/constant_with_warmup',
    summary: 'Linear warmup to a constant factor.',
    parameters: { ...WARMUP, ...ALPHA },
    example,
    expand: ({ alpha, ...given }, settings) => warmedUp(given, settings, alpha, () => float(alpha)),
  }),
  preset({
    name: 'composer/linear_with_warmup',
    summary: 'Linear warmup to one factor, then linear to another.',
    parameters: { ...WARMUP, ...ENDS },
    example,
    expand: ({ alpha_i, alpha_f, ...given }, settings) =>
      warmedUp(given, settings, alpha_i, (progress) => line(alpha_i, alpha_f, progress)),
  }),
  preset({
    name: 'composer/cosine_annealing_with_warmup',
    summary: 'Linear warmup, then a cosine to a factor.',
    parameters: { ...WARMUP, ...ALPHA_F },
    example: { ...example, alpha_f: 0.1 },
    expand: ({ alpha_f, ...given }, settings) =>
      warmedUp(given, settings, 1, (progress) => cosine(alpha_f, progress)),
  }),
  preset({
    name: 'composer/polynomial_with_warmup',
    summary: 'Linear warmup, then polynomial decay to a factor.',
    parameters: { ...WARMUP, power: power.default(2), ...ALPHA_F },
    example,
    expand: ({ power, alpha_f, ...given }, settings) =>
      warmedUp(given, settings, 1, (progress) => polynomial(alpha_f, power, progress)),
  }),
]
