import { z } from 'zod'
import { float, setByExpression } from '../shape/expressions.ts'
import { oneCycle } from '../shape/one_cycle.ts'
import { INITIAL_RATE } from './schedules.ts'
import {
  flag,
  length,
  optionalLength,
  positive,
  rate,
  runLength,
  runOf,
  share,
  word,
} from '../shape/parameters.ts'
import { phased, warmup } from '../shape/phases.ts'
import { preset } from '../preset.ts'

const ETA = { eta_min: rate('Rate at the bottom.').default(0) }

/** The ramps and waves of Paddle, in its absolute rates. */
export const PADDLE_CYCLIC = [
  preset({
    name: 'paddle/linear',
    summary: 'Linear between two factors of learning_rate.',
    parameters: {
      ...INITIAL_RATE,
      total_steps: runLength('Steps of the ramp.'),
      start_factor: positive('Factor at the start, at most 1.').default(1 / 3),
      end_factor: share('Factor at the end.').default(1),
    },
    example: { learning_rate: 0.1, total_steps: 500 },
    expand: ({ learning_rate, total_steps, start_factor, end_factor }, settings) =>
      phased({
        curve: 'linear',
        from: { value: learning_rate * start_factor },
        to: { value: learning_rate * end_factor },
        duration: runOf('total_steps', total_steps, settings),
      }),
  }),
  preset({
    name: 'paddle/linear_warmup',
    summary: 'Linear warmup, then a constant rate, possibly with a jump between them.',
    parameters: {
      learning_rate: rate('Rate after warmup.'),
      warmup_steps: length('Steps of warmup.'),
      start_lr: rate('Rate at the start.'),
      end_lr: rate('Rate at the end of warmup.'),
    },
    example: { learning_rate: 0.1, warmup_steps: 100, start_lr: 0, end_lr: 0.1 },
    expand: ({ learning_rate, warmup_steps, start_lr, end_lr }) =>
      phased(warmup(warmup_steps, { value: start_lr }, { value: end_lr }), {
        curve: 'hold',
        to: { value: learning_rate },
      }),
  }),
  preset({
    name: 'paddle/cosine_annealing_decay',
    summary: 'A cosine that rises again after T_max steps.',
    parameters: { ...INITIAL_RATE, T_max: runLength('Steps from top to bottom.'), ...ETA },
    example: { learning_rate: 0.1, T_max: 1000 },
    expand: ({ learning_rate, T_max, eta_min }, settings) => {
      const steps = runOf('T_max', T_max, settings)
      const least = float(eta_min)
      const wave = `(1 + cos(pi * epoch / ${steps})) / 2`
      return setByExpression(`${least} + (${float(learning_rate)} - ${least}) * ${wave}`)
    },
  }),
  preset({
    name: 'paddle/cosine_annealing_warm_restarts',
    summary: 'Cosines, each T_mult times as long as the previous one.',
    parameters: {
      ...INITIAL_RATE,
      T_0: length('Steps of the first cosine.'),
      T_mult: z
        .int()
        .min(1)
        .max(1000)
        .meta({ description: 'The factor on the length from one cosine to the next.' })
        .default(1),
      ...ETA,
    },
    example: { learning_rate: 0.1, T_0: 100, T_mult: 2 },
    expand: ({ learning_rate, T_0, T_mult, eta_min }) => {
      const [from, to] = [{ value: learning_rate }, { value: eta_min }]
      const scheduler = phased({ curve: 'cosine', from, to, duration: T_0 })
      return { type: 'RepeatLR', period: T_0, period_mult: T_mult, scheduler }
    },
  }),
  preset({
    name: 'paddle/one_cycle',
    summary: 'Torch’s one cycle, with an absolute rate at its end that is held.',
    parameters: {
      max_learning_rate: positive('Highest rate.'),
      total_steps: runLength('Steps of the cycle.'),
      divide_factor: positive('The divisor from the highest value to the first one.').default(25),
      end_learning_rate: rate('Rate at the end.').default(0.0001),
      phase_pct: share('Share of the steps in the increase.').default(0.3),
      anneal_strategy: word(['cos', 'linear'], 'The curve.').default('cos'),
      three_phase: flag('Whether a phase back to the first value is added.').default(false),
    },
    example: { max_learning_rate: 0.1, total_steps: 1000 },
    expand: (given, settings) =>
      oneCycle({
        low: given.max_learning_rate / given.divide_factor,
        peak: given.max_learning_rate,
        end: given.end_learning_rate,
        steps: runOf('total_steps', given.total_steps, settings),
        share: given.phase_pct,
        shareName: 'phase_pct',
        strategy: given.anneal_strategy,
        threePhase: given.three_phase,
      }),
  }),
  preset({
    name: 'paddle/cyclic',
    summary: 'Torch’s cycles without its momentum.',
    parameters: {
      base_learning_rate: rate('Lowest rate.'),
      max_learning_rate: rate('Highest rate.'),
      step_size_up: length('Steps of the increase.'),
      step_size_down: optionalLength('Steps of the decrease. Default: the same number.'),
      mode: word(['triangular', 'triangular2', 'exp_range'], 'How the cycles shrink.').default(
        'triangular',
      ),
      exp_gamma: positive('Factor of each step of exp_range.').default(1),
    },
    example: { base_learning_rate: 0.01, max_learning_rate: 0.1, step_size_up: 200 },
    expand: (given) => ({
      type: 'CyclicLR',
      base_lr: given.base_learning_rate,
      max_lr: given.max_learning_rate,
      step_size_up: given.step_size_up,
      step_size_down: given.step_size_down ?? given.step_size_up,
      mode: given.mode,
      gamma: given.exp_gamma,
      cycle_momentum: false,
    }),
  }),
]
