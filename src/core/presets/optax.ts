import { z } from 'zod'
import { float, rising, set } from './expressions.ts'
import { flag, length, positive, rate, restOf, steps } from './parameters.ts'
import { phased, warmup, type Phase } from './phases.ts'
import { preset, type SchedulerJson } from './preset.ts'

const value = z.number()
const init_value = value.meta({ description: 'Value at the start.' })
const RAMP = {
  init_value,
  end_value: value.meta({ description: 'Value at the end.' }),
  transition_steps: length('Steps from one to the other.'),
  transition_begin: steps('Steps before that.').default(0),
}
const UP = { init_value, peak_value: rate('Value after warmup.'), warmup_steps: steps('Steps up.') }
const exponent = positive('Power of the cosine.').default(1)

/** Polynomial from one value to another, after a wait. */
const polynomial = (given: z.output<z.ZodObject<typeof RAMP>>, power: number): SchedulerJson =>
  phased(
    { curve: 'hold', to: { value: given.init_value }, duration: given.transition_begin },
    {
      curve: 'linear',
      from: { value: given.init_value },
      to: { value: given.end_value },
      duration: given.transition_steps,
      power,
    },
  )

const DECAY = {
  transition_steps: length('Steps of one decay by decay_rate.'),
  decay_rate: positive('Factor of each decay.'),
  transition_begin: steps('Steps before the decay.').default(0),
  staircase: flag('Whether it decays in jumps.').default(false),
  end_value: value
    .nullable()
    .optional()
    .meta({ description: 'The lowest value where decay_rate is below 1, else the highest.' }),
}

/** A geometric decay from a value, as an expression of the steps since it began. */
function decayed(init: number, given: z.output<z.ZodObject<typeof DECAY>>, begin: number): string {
  const since = `max(epoch - ${begin + given.transition_begin}, 0)`
  const passed = given.staircase
    ? `(${since} // ${given.transition_steps})`
    : `(${since} / ${given.transition_steps})`
  const falling = `${float(init)} * ${float(given.decay_rate)} ** ${passed}`
  if (given.end_value === undefined || given.end_value === null) return falling
  return `${given.decay_rate < 1 ? 'max' : 'min'}(${falling}, ${float(given.end_value)})`
}

const COSINE = {
  ...UP,
  decay_steps: length('Steps of the whole, warmup included.'),
  end_value: value.meta({ description: 'Value at the end.' }).default(0),
  exponent,
}

/** Warmup to a peak and a cosine down from it. */
const cosine = (given: z.output<z.ZodObject<typeof COSINE>>, at: string): Phase[] => [
  warmup(given.warmup_steps, { value: given.init_value }, { value: given.peak_value }),
  {
    curve: 'cosine',
    from: { value: given.peak_value },
    to: { value: given.end_value },
    duration: restOf(at, given.warmup_steps, given.decay_steps),
    power: given.exponent,
  },
]

/** The schedules of optax that are ramps, in its absolute values. */
export const OPTAX = [
  preset({
    name: 'optax/linear',
    summary: 'Linear from one value to another.',
    parameters: RAMP,
    example: { init_value: 0.001, end_value: 0, transition_steps: 1000 },
    expand: (given) => polynomial(given, 1),
  }),
  preset({
    name: 'optax/polynomial',
    summary: 'Polynomial from one value to another.',
    parameters: { ...RAMP, power: positive('Power of the decay.') },
    example: { init_value: 0.001, end_value: 0, power: 2, transition_steps: 1000 },
    expand: ({ power, ...given }) => polynomial(given, power),
  }),
  preset({
    name: 'optax/exponential_decay',
    summary: 'Geometric decay, smooth or in stairs.',
    parameters: { init_value, ...DECAY },
    example: { init_value: 0.001, transition_steps: 1000, decay_rate: 0.9 },
    expand: ({ init_value, ...given }) => set(decayed(init_value, given, 0)),
  }),
  preset({
    name: 'optax/cosine_decay',
    summary: 'Cosine from a value to a share of it.',
    parameters: {
      init_value,
      decay_steps: length('Steps of the decay.'),
      alpha: value.meta({ description: 'Share of init_value at the end.' }).default(0),
      exponent,
    },
    example: { init_value: 0.001, decay_steps: 1000 },
    expand: ({ init_value, decay_steps, alpha, exponent }) =>
      phased({
        curve: 'cosine',
        from: { value: init_value },
        to: { value: alpha * init_value },
        duration: decay_steps,
        power: exponent,
      }),
  }),
  preset({
    name: 'optax/warmup_constant',
    summary: 'Linear warmup, then constant.',
    parameters: UP,
    example: { init_value: 0, peak_value: 0.001, warmup_steps: 100 },
    expand: ({ init_value, peak_value, warmup_steps }) =>
      phased(warmup(warmup_steps, { value: init_value }, { value: peak_value })),
  }),
  preset({
    name: 'optax/warmup_cosine',
    summary: 'Linear warmup, then a cosine. decay_steps includes the warmup.',
    parameters: COSINE,
    example: { init_value: 0, peak_value: 0.001, warmup_steps: 100, decay_steps: 1000 },
    expand: (given) => phased(...cosine(given, 'warmup_steps')),
  }),
  preset({
    name: 'optax/warmup_exponential',
    summary: 'Linear warmup, then geometric decay, smooth or in stairs.',
    parameters: { ...UP, ...DECAY },
    example: {
      init_value: 0,
      peak_value: 0.001,
      warmup_steps: 100,
      transition_steps: 1000,
      decay_rate: 0.9,
    },
    expand: ({ init_value, peak_value, warmup_steps, ...given }) => {
      const after = decayed(peak_value, given, warmup_steps)
      return set(rising(float(init_value), float(peak_value), warmup_steps, after))
    },
  }),
  preset({
    name: 'optax/sgdr',
    summary: 'Warmups with cosines, one after the other.',
    parameters: {
      cosine_kwargs: z
        .array(z.strictObject(COSINE))
        .min(1)
        .max(1000)
        .meta({ description: 'The parameters of each optax/warmup_cosine.' }),
    },
    example: {
      cosine_kwargs: [
        { init_value: 0, peak_value: 0.001, warmup_steps: 100, decay_steps: 1000 },
        { init_value: 0, peak_value: 0.0005, warmup_steps: 100, decay_steps: 2000 },
      ],
    },
    expand: ({ cosine_kwargs }) =>
      phased(...cosine_kwargs.flatMap((each) => cosine(each, 'cosine_kwargs'))),
  }),
]
