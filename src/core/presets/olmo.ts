import { z } from 'zod'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { float, progress, linearRise, setByExpression } from './shape/expressions.ts'
import {
  length,
  optionalLength,
  optionalRate,
  rate,
  restOf,
  runLength,
  runOf,
  steps,
} from './shape/parameters.ts'
import { levelOf, phased, warmup } from './shape/phases.ts'
import { preset, PresetRefusal, type SchedulerJson } from './preset.ts'

const WARMUP = {
  warmup_steps: steps('Steps of warmup.'),
  warmup_min_lr: optionalRate('Rate at the start of warmup. Default: a tenth of the group’s.'),
}
const RUN = {
  ...WARMUP,
  max_steps: runLength('Length of the run, warmup included.'),
  t_max: optionalLength('Steps of the schedule, warmup included. Default: max_steps.'),
  alpha_f: rate('Factor at the end.').default(0.1),
}
const example = { warmup_steps: 2000, max_steps: 10_000 }

type Run = z.output<z.ZodObject<typeof RUN>>
type Warmup = z.output<z.ZodObject<typeof WARMUP>>

const warmupPhase = ({ warmup_steps, warmup_min_lr }: Warmup) =>
  warmup(warmup_steps, levelOf(warmup_min_lr, 0.1))

/** The number of steps after the warmup. */
const decaySteps = ({ warmup_steps, max_steps, t_max }: Run, settings: OptimizerSettings): number =>
  restOf('warmup_steps', warmup_steps, t_max ?? runOf('max_steps', max_steps, settings))

/** Warmup, then the base times an expression, for shapes that no curve has. */
function scaled({ warmup_steps, warmup_min_lr }: Warmup, factor: string): SchedulerJson {
  const first = typeof warmup_min_lr === 'number' ? float(warmup_min_lr) : '0.1 * base'
  return setByExpression(linearRise(first, 'base', warmup_steps, `base * (${factor})`))
}

/** A decay after the warmup. */
const decay = (curve: string) =>
  preset({
    name: `olmo/${curve}_with_warmup`,
    summary: `Warmup from a tenth, then ${curve} decay to a tenth.`,
    parameters: RUN,
    example,
    expand: (given, settings) =>
      phased(warmupPhase(given), {
        curve,
        to: given.alpha_f,
        duration: decaySteps(given, settings),
      }),
  })

/** The schedulers of OLMo. */
export const OLMO = [
  preset({
    name: 'olmo/constant',
    summary: 'The group’s own rate throughout.',
    parameters: {},
    example: {},
    expand: () => ({ type: 'ConstantLR', factor: 1 }),
  }),
  preset({
    name: 'olmo/constant_with_warmup',
    summary: 'Warmup from a tenth, then constant.',
    parameters: WARMUP,
    example: { warmup_steps: 2000 },
    expand: (given) => phased(warmupPhase(given)),
  }),
  decay('linear'),
  decay('cosine'),
  preset({
    name: 'olmo/inverse_sqrt_with_warmup',
    summary: 'Warmup from a tenth, then the inverse square root of the step.',
    parameters: { ...WARMUP, warmup_steps: length('Steps of warmup.') },
    example: { warmup_steps: 2000 },
    expand: (given) =>
      phased(warmupPhase(given), {
        curve: 'inverse_power',
        timescale: given.warmup_steps,
        power: 0.5,
      }),
  }),
  preset({
    name: 'olmo/max_scheduler',
    summary: 'The higher of cosine_with_warmup and inverse_sqrt_with_warmup.',
    parameters: { ...RUN, warmup_steps: length('Steps of warmup.') },
    example,
    expand: (given, settings) => {
      const p = progress(given.warmup_steps, decaySteps(given, settings))
      const least = float(given.alpha_f)
      const cosine = `${least} + (1 - ${least}) * (1 + cos(pi * ${p})) / 2`
      return scaled(given, `max(${cosine}, sqrt(${given.warmup_steps} / epoch))`)
    },
  }),
  preset({
    name: 'olmo/cosine_linear_envelope',
    summary: 'Warmup from a tenth, then a cosine times a line.',
    parameters: RUN,
    example,
    expand: (given, settings) => {
      const p = progress(given.warmup_steps, decaySteps(given, settings))
      const least = float(given.alpha_f)
      return scaled(given, `${least} + (1 - ${least}) * (1 - ${p}) * (1 + cos(pi * ${p})) / 2`)
    },
  }),
  preset({
    name: 'olmo/bolt_on_warmup',
    summary:
      'A ramp from 0 over the first steps of another scheduler, to its value at the end of the ramp.',
    parameters: {
      inner: z
        .looseObject({ type: z.string() })
        .meta({ description: 'The nested scheduler, with its own type and arguments.' }),
      warmup_end: length('The step at which the ramp ends.'),
      warmup_start: steps('The step at which the ramp begins; earlier values are 0.').default(0),
    },
    example: { inner: { type: 'StepLR', step_size: 100 }, warmup_end: 50 },
    expand: ({ inner, warmup_end, warmup_start }) => {
      if (warmup_start > 0) {
        const detail = `given ${warmup_start}, wanted 0: attach the scheduler at that step instead`
        throw new PresetRefusal('warmup_start', detail)
      }
      return { type: 'WarmupLR', duration: warmup_end, from: 0, mode: 'overlay', scheduler: inner }
    },
  }),
]
