import { example, partsOf, RUN, WARMUP } from './run.ts'
import { optionalLength, positive, rate } from '../shape/parameters.ts'
import { phased, warmup } from '../shape/phases.ts'
import { preset } from '../preset.ts'

/** The schedules of transformers' `get_scheduler` that follow the step alone, cosines apart. */
export const TRANSFORMERS = [
  preset({
    name: 'hf/constant',
    summary: 'The group’s own rate throughout.',
    parameters: {},
    example: {},
    expand: () => ({ type: 'ConstantLR', factor: 1 }),
  }),
  preset({
    name: 'hf/constant_with_warmup',
    summary: 'Linear warmup from 0, then constant.',
    parameters: WARMUP,
    example: { num_warmup_steps: 100 },
    expand: ({ num_warmup_steps }) => phased(warmup(num_warmup_steps)),
  }),
  preset({
    name: 'hf/linear',
    summary: 'Linear warmup from 0, then linear decay to 0.',
    parameters: RUN,
    example,
    expand: (given, settings) => {
      const { up, down } = partsOf(given, settings)
      return phased(warmup(up), { curve: 'linear', to: 0, duration: down })
    },
  }),
  preset({
    name: 'hf/polynomial',
    summary: 'Linear warmup from 0, then polynomial decay to lr_end.',
    parameters: {
      ...RUN,
      lr_end: rate('Rate at the end, the same for all groups.').default(1e-7),
      power: positive('Power of the decay.').default(1),
    },
    example: { ...example, power: 2 },
    expand: ({ lr_end, power, ...given }, settings) => {
      const { up, down } = partsOf(given, settings)
      return phased(warmup(up), { curve: 'linear', to: { value: lr_end }, duration: down, power })
    },
  }),
  preset({
    name: 'hf/inverse_sqrt',
    summary: 'Linear warmup from 0, then decay with the inverse square root of the step.',
    parameters: {
      ...WARMUP,
      timescale: optionalLength('Time scale of the decay. Default: the warmup, or 10000.'),
    },
    example: { num_warmup_steps: 100 },
    expand: ({ num_warmup_steps, timescale }) =>
      phased(warmup(num_warmup_steps), {
        curve: 'inverse_power',
        timescale: timescale ?? (num_warmup_steps || 10_000),
        power: 0.5,
      }),
  }),
]
