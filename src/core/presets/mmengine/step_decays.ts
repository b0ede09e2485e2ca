import { z } from 'zod'
import { float, scaleByExpression } from '../shape/expressions.ts'
import { begin, type StepRange } from './schedules.ts'
import { isLeftOut, length, optionalLength, rate, restOf, steps } from '../shape/parameters.ts'
import { preset } from '../preset.ts'

const OPEN_RANGE = { begin, end: optionalLength('The step after the last one. Default: none.') }

/** The number of past steps in a window, as an expression. */
function stepsPassed(given: StepRange): string {
  const since = given.begin > 0 ? `max(epoch - ${given.begin}, 0)` : 'epoch'
  if (isLeftOut(given.end)) return since
  return `min(${since}, ${restOf('begin', given.begin, given.end) - 1})`
}

const gamma = rate('Factor of each decay.')
/** The parameter schedulers of MMEngine that decay in steps. */
export const MMENGINE_STEP_DECAYS = [
  preset({
    name: 'mmengine/step',
    summary: 'Multiplies by gamma every step_size steps of the window.',
    parameters: {
      step_size: length('Steps between decays.'),
      gamma: gamma.default(0.1),
      ...OPEN_RANGE,
    },
    example: { step_size: 100 },
    expand: ({ step_size, gamma, ...given }) =>
      scaleByExpression(`${float(gamma)} ** (${stepsPassed(given)} // ${step_size})`),
  }),
  preset({
    name: 'mmengine/multi_step',
    summary: 'Multiplies by gamma at each milestone, counted from the beginning of the window.',
    parameters: {
      milestones: z.array(steps('A step of a decay.')).max(10_000),
      gamma: gamma.default(0.1),
      ...OPEN_RANGE,
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
    parameters: { gamma, ...OPEN_RANGE },
    example: { gamma: 0.999 },
    expand: ({ gamma, ...given }) => scaleByExpression(`${float(gamma)} ** ${stepsPassed(given)}`),
  }),
]
