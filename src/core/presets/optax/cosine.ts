import { z } from 'zod'
import { WARMUP } from './schedules.ts'
import { length, positive, restOf } from '../shape/parameters.ts'
import { phased, warmup, type PhaseJson } from '../shape/phases.ts'
import { preset } from '../preset.ts'

const value = z.number()
const exponent = positive('Power of the cosine.').default(1)

const COSINE = {
  ...WARMUP,
  decay_steps: length('Steps of the whole schedule, warmup included.'),
  end_value: value.meta({ description: 'Value at the end.' }).default(0),
  exponent,
}

/** Warmup to a peak, and a cosine down from the peak. */
const cosine = (given: z.output<z.ZodObject<typeof COSINE>>, at: string): PhaseJson[] => [
  warmup(given.warmup_steps, { value: given.init_value }, { value: given.peak_value }),
  {
    curve: 'cosine',
    from: { value: given.peak_value },
    to: { value: given.end_value },
    duration: restOf(at, given.warmup_steps, given.decay_steps),
    power: given.exponent,
  },
]

/** The cosines of optax, in its absolute values. */
export const OPTAX_COSINE = [
  preset({
    name: 'optax/cosine_decay',
    summary: 'Cosine from a value to a share of it.',
    parameters: {
      init_value: WARMUP.init_value,
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
    name: 'optax/warmup_cosine',
    summary: 'Linear warmup, then a cosine. decay_steps includes the warmup.',
    parameters: COSINE,
    example: { init_value: 0, peak_value: 0.001, warmup_steps: 100, decay_steps: 1000 },
    expand: (given) => phased(...cosine(given, 'warmup_steps')),
  }),
  preset({
    name: 'optax/sgdr',
    summary: 'Warmups with cosines, one after the other.',
    parameters: {
      cosine_kwargs: z
        .array(z.strictObject(COSINE))
        .min(1)
        .max(500)
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
