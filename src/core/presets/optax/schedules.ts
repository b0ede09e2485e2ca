import { z } from 'zod'
import { MAX_STEP } from '../../number.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { flag, number, numberOrNone, steps } from '../shape/parameters.ts'
import { preset } from '../preset.ts'
import { afterWarmup, geometric, polynomial } from './texts.ts'

const init_value = number('Value at the start.')
/** A number of steps; without any the first value stays. */
const transition = (description: string) =>
  z.int().min(-MAX_STEP).max(MAX_STEP).meta({ description, unit: 'steps' })
const RAMP = {
  init_value,
  end_value: number('Value at the end.'),
  transition_steps: transition('Steps of the ramp; not above 0: the first value stays.'),
  transition_begin: transition('Steps before the ramp; below 0 means 0.').default(0),
}
/** The parameters of every warmup of optax. */
export const WARMUP = {
  init_value,
  peak_value: number('Value after warmup.'),
  warmup_steps: steps('Steps of the increase.'),
}

const DECAY = {
  transition_steps: transition('Steps of one decay; not above 0: the first value stays.'),
  decay_rate: number('Factor of each decay; 0: the first value stays.').min(0),
  transition_begin: transition('Steps before the decay; below 0 means 0.').default(0),
  staircase: flag('Whether it decays in steps.').default(false),
  end_value: numberOrNone('The lowest value where decay_rate is below 1, else the highest.'),
}

/** The schedules of optax that are ramps or decays, in its absolute values; the cosines apart. */
export const OPTAX = [
  preset({
    name: 'optax/constant',
    summary: 'One value throughout.',
    parameters: { value: number('The value.') },
    example: { value: 0.001 },
    expand: ({ value }) => setByExpression(float(value)),
  }),
  preset({
    name: 'optax/linear',
    summary: 'Linear from one value to another.',
    parameters: RAMP,
    example: { init_value: 0.001, end_value: 0, transition_steps: 1000 },
    expand: (given) => setByExpression(polynomial(given, 1)('epoch')),
  }),
  preset({
    name: 'optax/polynomial',
    summary: 'Polynomial from one value to another.',
    parameters: { ...RAMP, power: number('Power of the decay.') },
    example: { init_value: 0.001, end_value: 0, power: 2, transition_steps: 1000 },
    expand: ({ power, ...given }) => setByExpression(polynomial(given, power)('epoch')),
  }),
  preset({
    name: 'optax/exponential_decay',
    summary: 'Geometric decay, smooth or in stairs.',
    parameters: { init_value, ...DECAY },
    example: { init_value: 0.001, transition_steps: 1000, decay_rate: 0.9 },
    expand: ({ init_value: first, ...given }) => setByExpression(geometric(first, given)('epoch')),
  }),
  preset({
    name: 'optax/warmup_constant',
    summary: 'Linear warmup, then constant; without warmup init_value, as in optax.',
    parameters: WARMUP,
    example: { init_value: 0, peak_value: 0.001, warmup_steps: 100 },
    expand: ({ init_value: first, peak_value: end_value, warmup_steps: transition_steps }) =>
      setByExpression(polynomial({ init_value: first, end_value, transition_steps }, 1)('epoch')),
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
    expand: (given) =>
      setByExpression(afterWarmup(given, geometric(given.peak_value, given))('epoch')),
  }),
]
