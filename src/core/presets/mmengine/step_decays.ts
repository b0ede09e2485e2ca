import { z } from 'zod'
import { float, scaleByExpression } from '../shape/expressions.ts'
import { begin, type Window } from './schedules.ts'
import { oneCycle } from '../shape/one_cycle.ts'
import {
  flag,
  isLeftOut,
  length,
  monitor,
  optionalLength,
  positive,
  rate,
  restOf,
  runLength,
  runOf,
  share,
  steps,
  word,
} from '../shape/parameters.ts'
import { PLATEAU } from '../shape/plateau.ts'
import { preset } from '../preset.ts'

const OPEN_WINDOW = { begin, end: optionalLength('The step after the last. Left out: none.') }

/** How many steps within a window have passed, as an expression. */
function stepsPassed(given: Window): string {
  const since = given.begin > 0 ? `max(epoch - ${given.begin}, 0)` : 'epoch'
  if (isLeftOut(given.end)) return since
  return `min(${since}, ${restOf('begin', given.begin, given.end) - 1})`
}

const gamma = rate('Factor of each decay.')
/** The other parameter schedulers of MMEngine. */
export const MMENGINE_OTHERS = [
  preset({
    name: 'mmengine/step',
    summary: 'Multiplies by gamma every step_size steps of the window.',
    parameters: {
      step_size: length('Steps between decays.'),
      gamma: gamma.default(0.1),
      ...OPEN_WINDOW,
    },
    example: { step_size: 100 },
    expand: ({ step_size, gamma, ...given }) =>
      scaleByExpression(`${float(gamma)} ** (${stepsPassed(given)} // ${step_size})`),
  }),
  preset({
    name: 'mmengine/multi_step',
    summary: 'Multiplies by gamma at each milestone, counted from the beginning of the window.',
    parameters: {
      milestones: z.array(steps('A step to decay at.')).max(10_000),
      gamma: gamma.default(0.1),
      ...OPEN_WINDOW,
    },
    example: { milestones: [300, 800] },
    expand: ({ milestones, gamma, begin, end }) => ({
      type: 'MultiStepLR',
      milestones: milestones.map((step) => step + begin).filter((step) => step < (end ?? Infinity)),
      gamma,
    }),
  }),
  preset({
    name: 'mmengine/exponential',
    summary: 'Multiplies by gamma at each step of the window.',
    parameters: { gamma, ...OPEN_WINDOW },
    example: { gamma: 0.999 },
    expand: ({ gamma, ...given }) => scaleByExpression(`${float(gamma)} ** ${stepsPassed(given)}`),
  }),
  preset({
    name: 'mmengine/one_cycle',
    summary: 'Torch’s one cycle without its momentum, held after its end.',
    parameters: {
      eta_max: positive('Highest value.'),
      total_steps: runLength('Steps of the cycle.'),
      pct_start: share('Share of the steps that goes up.').default(0.3),
      anneal_strategy: word(['cos', 'linear'], 'Along what.').default('cos'),
      div_factor: positive('How much lower it begins.').default(25),
      final_div_factor: positive('How much lower it ends than it began.').default(1e4),
      three_phase: flag('Whether it comes down by way of where it began.').default(false),
    },
    example: { eta_max: 0.1, total_steps: 1000 },
    expand: (given, settings) => {
      const low = given.eta_max / given.div_factor
      return oneCycle({
        low,
        peak: given.eta_max,
        end: low / given.final_div_factor,
        steps: runOf('total_steps', given.total_steps, settings),
        share: given.pct_start,
        shareName: 'pct_start',
        strategy: given.anneal_strategy,
        threePhase: given.three_phase,
      })
    },
  }),
  preset({
    name: 'mmengine/reduce_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving, as torch does.',
    parameters: {
      monitor,
      rule: word(['less', 'greater'], 'Which is better.').default('less'),
      factor: PLATEAU.factor,
      patience: PLATEAU.patience,
      threshold: PLATEAU.threshold,
      threshold_rule: PLATEAU.threshold_mode,
      cooldown: PLATEAU.cooldown,
      min_value: PLATEAU.min_lr,
      eps: PLATEAU.eps,
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: ({ rule, threshold_rule, min_value, ...given }) => ({
      type: 'ReduceLROnPlateau',
      ...given,
      mode: rule === 'less' ? 'min' : 'max',
      threshold_mode: threshold_rule,
      min_lr: min_value,
    }),
  }),
]
