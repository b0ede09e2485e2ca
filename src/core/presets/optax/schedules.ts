import { z } from 'zod'
import { float, linearRise, setByExpression } from '../shape/expressions.ts'
import { flag, length, positive, rate, steps } from '../shape/parameters.ts'
import { phased, warmup } from '../shape/phases.ts'
import { preset, type SchedulerJson } from '../preset.ts'

const value = z.number()
const init_value = value.meta({ description: 'Value at the start.' })
const RAMP = {
  init_value,
  end_value: value.meta({ description: 'Value at the end.' }),
  transition_steps: length('Steps of the ramp.'),
  transition_begin: steps('Steps before the ramp.').default(0),
}
/** The parameters of every warmup of optax. */
export const WARMUP = {
  init_value,
  peak_value: rate('Value after warmup.'),
  warmup_steps: steps('Steps of the increase.'),
}

/** Polynomial from one value to another, after a constant part. */
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
  staircase: flag('Whether it decays in steps.').default(false),
  end_value: value
    .nullable()
    .optional()
    .meta({ description: 'The lowest value where decay_rate is below 1, else the highest.' }),
}

/** A geometric decay from a value, as an expression of the steps since it began. */
function decayExpression(
  init: number,
  given: z.output<z.ZodObject<typeof DECAY>>,
  begin: number,
): string {
  const since = `max(epoch - ${begin + given.transition_begin}, 0)`
  const passed = given.staircase
    ? `(${since} // ${given.transition_steps})`
    : `(${since} / ${given.transition_steps})`
  const falling = `${float(init)} * ${float(given.decay_rate)} ** ${passed}`
  if (given.end_value === undefined || given.end_value === null) return falling
  return `${given.decay_rate < 1 ? 'max' : 'min'}(${falling}, ${float(given.end_value)})`
}

/** The schedules of optax that are ramps or decays, in its absolute values; the cosines apart. */
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
    expand: ({ init_value, ...given }) => setByExpression(decayExpression(init_value, given, 0)),
  }),
  preset({
    name: 'optax/warmup_constant',
    summary: 'Linear warmup, then constant.',
    parameters: WARMUP,
    example: { init_value: 0, peak_value: 0.001, warmup_steps: 100 },
    expand: ({ init_value, peak_value, warmup_steps }) =>
      phased(warmup(warmup_steps, { value: init_value }, { value: peak_value })),
  }),
  preset({
    name: 'optax/warmup_exponential',
    summary: 'Linear warmup, then geometric decay, smooth or in stairs.',
    parameters: { ...WARMUP, ...DECAY },
    example: {
      init_value: 0,
      peak_value: 0.001,
      warmup_steps: 100,
      transition_steps: 1000,
      decay_rate: 0.9,
    },
    expand: ({ init_value, peak_value, warmup_steps, ...given }) => {
      const after = decayExpression(peak_value, given, warmup_steps)
      return setByExpression(linearRise(float(init_value), float(peak_value), warmup_steps, after))
    },
  }),
]
