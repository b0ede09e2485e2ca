import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import { length, number, steps } from '../shape/parameters.ts'
import { preset } from '../preset.ts'
import { afterFirst, WINDOW, windowOf } from './window.ts'

const gamma = number('Factor of each decay.')

/** The schedulers of MMEngine that decay in steps. */
export const MMENGINE_STEP_DECAYS = [
  preset({
    name: 'mmengine/step',
    summary: 'Multiplies by gamma every step_size steps of the window.',
    parameters: {
      step_size: length('Steps between decays.'),
      gamma: gamma.default(0.1),
      ...WINDOW,
    },
    example: { step_size: 100 },
    expand: ({ step_size, gamma, ...given }, context) => {
      const window = windowOf(given, context)
      const decay = `value * ${float(gamma)}`
      return afterFirst(window, `value if ${window.time} % ${step_size} != 0 else ${decay}`)
    },
  }),
  preset({
    name: 'mmengine/multi_step',
    summary: 'Multiplies by gamma at each milestone, counted from the beginning of the window.',
    parameters: {
      milestones: z.array(steps('A step of a decay.')).max(10_000),
      gamma: gamma.default(0.1),
      ...WINDOW,
    },
    example: { milestones: [300, 800] },
    expand: ({ milestones, gamma, ...given }, context) => {
      const { begin, length } = windowOf(given, context)
      const inside = milestones.filter((step) => step < length)
      return { type: 'MultiStepLR', milestones: inside.map((step) => step + begin), gamma }
    },
  }),
  preset({
    name: 'mmengine/exponential',
    summary: 'Multiplies by gamma at each step of the window.',
    parameters: { gamma, ...WINDOW },
    example: { gamma: 0.999 },
    expand: ({ gamma, ...given }, context) =>
      afterFirst(windowOf(given, context), `value * ${float(gamma)}`),
  }),
]
