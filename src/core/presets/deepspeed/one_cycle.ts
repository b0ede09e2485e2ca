import { length, only, optionalSteps, rate, steps } from '../shape/parameters.ts'
import { phased, type PhaseJson } from '../shape/phases.ts'
import { preset } from '../preset.ts'

const CYCLE = {
  cycle_first_step_size: length('Steps of the first half.').default(2000),
  cycle_second_step_size: optionalSteps('Steps of the second half. Default: the same number.'),
  cycle_first_stair_count: only(0, 'Stairs of the first half; only 0, a smooth curve.'),
  cycle_second_stair_count: only(0, 'Stairs of the second half; only 0, a smooth curve.'),
  decay_step_size: steps('Steps of one decay after the cycle; 0 for no decay.').default(0),
}

interface CycleSteps {
  readonly cycle_first_step_size: number
  readonly cycle_second_step_size?: number | null | undefined
}

/** Two phases: from one value to another and back. */
function thereAndBack(given: CycleSteps, from: number, to: number): [PhaseJson, PhaseJson] {
  const first = given.cycle_first_step_size
  const second = given.cycle_second_step_size ?? first
  return [
    { curve: 'linear', from: { value: from }, to: { value: to }, duration: first },
    { curve: 'linear', to: { value: from }, duration: second },
  ]
}

/** One block of DeepSpeed's configuration drives two hyperparameters; here each has a preset. */
export const DEEPSPEED_ONE_CYCLE = [
  preset({
    name: 'deepspeed/one_cycle',
    summary:
      'One cycle up and down, then a decay with the inverse of the time: the rate of OneCycle.',
    parameters: {
      cycle_min_lr: rate('Rate at the start and after the cycle.'),
      cycle_max_lr: rate('Rate in the middle.'),
      decay_lr_rate: rate('The decrease by one decay, relative to the rate.').default(0),
      ...CYCLE,
    },
    example: { cycle_min_lr: 0.0001, cycle_max_lr: 0.001, cycle_first_step_size: 1000 },
    expand: (given) => {
      const cycle = thereAndBack(given, given.cycle_min_lr, given.cycle_max_lr)
      const { decay_step_size, decay_lr_rate } = given
      if (decay_step_size === 0 || decay_lr_rate === 0) return phased(...cycle)
      const timescale = decay_step_size / decay_lr_rate
      return phased(...cycle, { curve: 'inverse_power', timescale, power: 1 })
    },
  }),
  preset({
    name: 'deepspeed/one_cycle_momentum',
    summary:
      'One cycle down and up: the momentum of deepspeed/one_cycle. DeepSpeed itself takes the first step at cycle_min_mom.',
    parameters: {
      cycle_min_mom: rate('Momentum in the middle.').default(0.8),
      cycle_max_mom: rate('Momentum at the start and after the cycle.').default(0.9),
      decay_mom_rate: only(0, 'Only a momentum without decay: another would grow without end.'),
      ...CYCLE,
    },
    example: { cycle_first_step_size: 1000 },
    expand: (given) => ({
      ...phased(...thereAndBack(given, given.cycle_max_mom, given.cycle_min_mom)),
      param: 'betas.0',
    }),
  }),
]
