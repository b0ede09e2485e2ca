import { z } from 'zod'
import { pow } from '../../numerics/pow.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { flag, length, positive, rate, runLength, runOf } from '../shape/parameters.ts'
import { phased, warmup } from '../shape/phases.ts'
import { intervalParameters, refuseValueCount } from '../shape/intervals.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The rate parameter of most schedules. */
export const INITIAL_RATE = { learning_rate: rate('Rate at the start.') }
const gamma = rate('The strength of the decay.')
const decay = z.number().min(0).lt(1).meta({ description: 'Factor of each decay.' }).default(0.1)

/** A table of absolute rates, each valid from its step on. */
function table(parameter: string, points: readonly (readonly [number, number])[]) {
  const steps = points.map(([step]) => step)
  if (steps.some((step, index) => step <= (steps[index - 1] ?? -1))) {
    const detail = `given ${steps.slice(1).join(', ')}, wanted ascending steps above 0`
    throw new PresetRefusal(parameter, detail)
  }
  const absolute = points.map(([step, value]) => [step, { value }])
  return { type: 'TableLR', points: absolute, interpolation: 'step' }
}

/** The decays of Paddle, in its absolute rates. Its `epoch` is our step. */
export const PADDLE = [
  preset({
    name: 'paddle/noam_decay',
    summary: 'Linear warmup, then the inverse square root of the step, by the model’s width.',
    parameters: {
      d_model: positive('Width of the model.'),
      warmup_steps: length('Steps of warmup.'),
      learning_rate: rate('Factor on the whole schedule.').default(1),
    },
    example: { d_model: 512, warmup_steps: 4000 },
    expand: ({ d_model, warmup_steps, learning_rate }) => {
      const peak = { value: learning_rate * pow(d_model * warmup_steps, -0.5) }
      return phased(warmup(warmup_steps, { value: 0 }, peak), {
        curve: 'inverse_power',
        timescale: warmup_steps,
        power: 0.5,
      })
    },
  }),
  preset({
    name: 'paddle/exponential_decay',
    summary: 'Multiplies by gamma at each step.',
    parameters: { ...INITIAL_RATE, gamma: positive('Factor of each step.') },
    example: { learning_rate: 0.1, gamma: 0.99 },
    expand: ({ learning_rate, gamma }) =>
      setByExpression(`${float(learning_rate)} * ${float(gamma)} ** epoch`),
  }),
  preset({
    name: 'paddle/natural_exp_decay',
    summary: 'Decays with e to the power of -gamma for each step.',
    parameters: { ...INITIAL_RATE, gamma },
    example: { learning_rate: 0.1, gamma: 0.01 },
    expand: ({ learning_rate, gamma }) =>
      setByExpression(`${float(learning_rate)} * exp(-${float(gamma)} * epoch)`),
  }),
  preset({
    name: 'paddle/inverse_time_decay',
    summary: 'Divides by 1 + gamma for each step.',
    parameters: { ...INITIAL_RATE, gamma },
    example: { learning_rate: 0.1, gamma: 0.01 },
    expand: ({ learning_rate, gamma }) => {
      const from = { value: learning_rate }
      if (gamma === 0) return phased({ curve: 'hold', to: from })
      return phased({ curve: 'inverse_power', from, timescale: 1 / gamma, power: 1 })
    },
  }),
  preset({
    name: 'paddle/polynomial_decay',
    summary: 'Polynomial decay; with cycle, repeated from ever lower peaks.',
    parameters: {
      ...INITIAL_RATE,
      decay_steps: runLength('Steps of the decay.'),
      end_lr: rate('Rate at the end.').default(0.0001),
      power: positive('Power of the decay.').default(1),
      cycle: flag('Whether it continues after decay_steps.').default(false),
    },
    example: { learning_rate: 0.1, decay_steps: 1000 },
    expand: ({ learning_rate, decay_steps, end_lr, power, cycle }, settings) => {
      const duration = runOf('decay_steps', decay_steps, settings)
      const [from, to] = [{ value: learning_rate }, { value: end_lr }]
      if (!cycle) return phased({ curve: 'linear', from, to, duration, power })
      const whole = `(${duration} * max(1, ceil(epoch / ${duration})))`
      const height = `(${float(learning_rate)} - ${float(end_lr)})`
      return setByExpression(
        `${height} * (1 - epoch / ${whole}) ** ${float(power)} + ${float(end_lr)}`,
      )
    },
  }),
  preset({
    name: 'paddle/piecewise_decay',
    summary: 'A value for each interval; a boundary begins the next interval.',
    parameters: intervalParameters(length('The first step of an interval.')),
    example: { boundaries: [100, 200], values: [0.1, 0.01, 0.001] },
    expand: ({ boundaries, values }) => {
      refuseValueCount(boundaries, values)
      const points = values.map((value, index) => [boundaries[index - 1] ?? 0, value] as const)
      return table('boundaries', points)
    },
  }),
  preset({
    name: 'paddle/step_decay',
    summary: 'Multiplies by gamma every step_size steps.',
    parameters: { ...INITIAL_RATE, step_size: length('Steps between decays.'), gamma: decay },
    example: { learning_rate: 0.1, step_size: 100 },
    expand: ({ learning_rate, step_size, gamma }) =>
      setByExpression(`${float(learning_rate)} * ${float(gamma)} ** (epoch // ${step_size})`),
  }),
  preset({
    name: 'paddle/multi_step_decay',
    summary: 'Multiplies by gamma at each milestone.',
    parameters: {
      ...INITIAL_RATE,
      milestones: z.array(length('A step of a decay.')).min(1).max(10_000),
      gamma: decay,
    },
    example: { learning_rate: 0.1, milestones: [300, 800] },
    expand: ({ learning_rate, milestones, gamma }) => {
      const points = [0, ...milestones].map(
        (step, index) => [step, learning_rate * pow(gamma, index)] as const,
      )
      return table('milestones', points)
    },
  }),
]
