import { pow } from '../../numerics/pow.ts'
import { float } from '../shape/expressions.ts'
import { nestable, type Nestable } from '../shape/nestable.ts'
import {
  below1,
  flag,
  length,
  number,
  positive,
  rate,
  runLength,
  runOf,
} from '../shape/parameters.ts'
import { INITIAL_RATE } from './rates.ts'

/** The smooth decays of Paddle, in its absolute rates. Its `epoch` is our step. */
export const DECAYS: readonly Nestable[] = [
  nestable({
    name: 'paddle/noam_decay',
    summary: 'Linear warmup, then the inverse square root of the step, by the model’s width.',
    parameters: {
      d_model: positive('Width of the model.'),
      warmup_steps: length('Steps of warmup.'),
      learning_rate: rate('Factor on the whole schedule.').default(1),
    },
    example: { d_model: 512, warmup_steps: 4000 },
    valueAt:
      ({ d_model, warmup_steps, learning_rate }) =>
      (time) => {
        const rise = `${float(pow(warmup_steps, -1.5))} * ${time}`
        const fall = `1 if ${time} == 0 else ${time} ** -0.5`
        return `${float(learning_rate * pow(d_model, -0.5))} * min(${fall}, ${rise})`
      },
  }),
  nestable({
    name: 'paddle/exponential_decay',
    summary: 'Multiplies by gamma at each step.',
    parameters: { ...INITIAL_RATE, gamma: below1('Factor of each step.') },
    example: { learning_rate: 0.1, gamma: 0.99 },
    valueAt:
      ({ learning_rate, gamma }) =>
      (time) =>
        `${float(learning_rate)} * ${float(gamma)} ** ${time}`,
  }),
  nestable({
    name: 'paddle/natural_exp_decay',
    summary: 'Decays with e to the power of -gamma for each step.',
    parameters: { ...INITIAL_RATE, gamma: positive('The strength of the decay.') },
    example: { learning_rate: 0.1, gamma: 0.01 },
    valueAt:
      ({ learning_rate, gamma }) =>
      (time) =>
        `${float(learning_rate)} * exp(${float(-gamma)} * ${time})`,
  }),
  nestable({
    name: 'paddle/inverse_time_decay',
    summary: 'Divides by 1 + gamma for each step.',
    parameters: { ...INITIAL_RATE, gamma: number('The strength of the decay.') },
    example: { learning_rate: 0.1, gamma: 0.01 },
    valueAt:
      ({ learning_rate, gamma }) =>
      (time) =>
        `${float(learning_rate)} / (1 + ${float(gamma)} * ${time})`,
  }),
  nestable({
    name: 'paddle/polynomial_decay',
    summary: 'Polynomial decay; with cycle, repeated from ever lower peaks.',
    parameters: {
      ...INITIAL_RATE,
      decay_steps: runLength('Steps of the decay.'),
      end_lr: number('Rate at the end.').default(0.0001),
      power: positive('Power of the decay.').default(1),
      cycle: flag('Whether it continues after decay_steps.').default(false),
    },
    example: { learning_rate: 0.1, decay_steps: 1000 },
    valueAt: ({ learning_rate, decay_steps, end_lr, power, cycle }, settings) => {
      const duration = runOf('decay_steps', decay_steps, settings)
      return (time) => {
        const whole = `(${duration} * (1 if ${time} == 0 else ceil(${time} / ${duration})))`
        const passed = cycle ? `${time} / ${whole}` : `min(${time}, ${duration}) / ${duration}`
        const left = `(1 - ${passed}) ** ${float(power)}`
        return `${float(learning_rate - end_lr)} * ${left} + ${float(end_lr)}`
      }
    },
  }),
]
