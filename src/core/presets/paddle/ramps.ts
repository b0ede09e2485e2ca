import { float } from '../shape/expressions.ts'
import { nestable, type Nestable } from '../shape/nestable.ts'
import {
  isLeftOut,
  length,
  number,
  optionalLength,
  positive,
  runLength,
  runOf,
  share,
  word,
} from '../shape/parameters.ts'
import { INITIAL_RATE } from './rates.ts'

/** The factor on the height of each cycle. */
const SCALES = {
  triangular: () => '1.0',
  triangular2: (cycle: string) => `(1 / 2.0 ** (${cycle} - 1))`,
  exp_range: (_cycle: string, time: string, gamma: number) => `${float(gamma)} ** ${time}`,
}

/** The ramps of Paddle without a curve, in its absolute rates. */
export const RAMPS: readonly Nestable[] = [
  nestable({
    name: 'paddle/linear',
    summary: 'Linear between two factors of learning_rate. Each step goes on from the one before.',
    parameters: {
      ...INITIAL_RATE,
      total_steps: runLength('Steps of the ramp.'),
      start_factor: positive('Factor at the start, at most 1.')
        .max(1)
        .default(1 / 3),
      end_factor: share('Factor at the end.').default(1),
    },
    example: { learning_rate: 0.1, total_steps: 500 },
    valueAt: ({ learning_rate, total_steps, start_factor, end_factor }, settings) => {
      const steps = runOf('total_steps', total_steps, settings)
      const change = float(end_factor - start_factor)
      return (time) => {
        const before = `(${float(steps * start_factor)} + (${time} - 1) * ${change})`
        const next = `value if ${time} > ${steps} else value * (1.0 + ${change} / ${before})`
        return `${float(learning_rate * start_factor)} if ${time} == 0 else ${next}`
      }
    },
  }),
  nestable({
    name: 'paddle/cyclic',
    summary: 'Torch’s cycles without its momentum.',
    parameters: {
      base_learning_rate: number('Lowest rate.'),
      max_learning_rate: number('Highest rate.'),
      step_size_up: length('Steps of the increase.'),
      step_size_down: optionalLength('Steps of the decrease. Default: the same number.'),
      mode: word(['triangular', 'triangular2', 'exp_range'], 'How the cycles shrink.').default(
        'triangular',
      ),
      exp_gamma: number('Factor of each step of exp_range.').default(1),
    },
    example: { base_learning_rate: 0.01, max_learning_rate: 0.1, step_size_up: 200 },
    valueAt: (given) => {
      const { base_learning_rate: low, max_learning_rate: high, step_size_up: up } = given
      const whole = up + (isLeftOut(given.step_size_down) ? up : given.step_size_down)
      const rise = up / whole
      return (time) => {
        const cycle = `(1 + ${time} // ${float(whole)})`
        const x = `(1.0 + ${time} / ${float(whole)} - ${cycle})`
        const share = `(${x} / ${float(rise)} if ${x} <= ${float(rise)} else (1 - ${x}) / ${float(1 - rise)})`
        const scale = SCALES[given.mode](cycle, time, given.exp_gamma)
        return `${float(low)} + ${float(high - low)} * ${share} * ${scale}`
      }
    },
  }),
]
