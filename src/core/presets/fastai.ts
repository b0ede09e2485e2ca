import { optionalRate, positive, runLength, runOf, share } from './shape/parameters.ts'
import { scaledLevel } from '../schedules/level.ts'
import { levelOf, phased } from './shape/phases.ts'
import { preset } from './preset.ts'

const RUN = { total_steps: runLength('Steps of the fit; fastai counts epochs.') }
const div_final = positive('The divisor from the highest value to the last one.').default(1e5)

/** The fits of fastai. */
export const FASTAI = [
  preset({
    name: 'fastai/fit_one_cycle',
    summary: 'Up to a peak and down to almost 0, along cosines.',
    parameters: {
      ...RUN,
      lr_max: optionalRate('Highest rate. Default: the group’s own.'),
      div: positive('The divisor from the highest value to the first one.').default(25),
      div_final,
      pct_start: share('Share of the steps in the increase.').default(0.25),
    },
    example: { total_steps: 1000 },
    expand: ({ total_steps, lr_max, div, div_final, pct_start }, settings) => {
      const steps = runOf('total_steps', total_steps, settings)
      const peak = levelOf(lr_max, 1)
      return phased(
        {
          curve: 'cosine',
          from: scaledLevel(peak, 1 / div),
          to: peak,
          duration: pct_start * steps,
        },
        {
          curve: 'cosine',
          to: scaledLevel(peak, 1 / div_final),
          duration: (1 - pct_start) * steps,
        },
      )
    },
  }),
  preset({
    name: 'fastai/fit_flat_cos',
    summary: 'Constant, then a cosine to almost 0.',
    parameters: {
      ...RUN,
      lr: optionalRate('Rate at the start. Default: the group’s own.'),
      div_final,
      pct_start: share('Share of the steps at the constant rate.').default(0.75),
    },
    example: { total_steps: 1000 },
    expand: ({ total_steps, lr, div_final, pct_start }, settings) => {
      const steps = runOf('total_steps', total_steps, settings)
      const flat = levelOf(lr, 1)
      return phased(
        { curve: 'hold', to: flat, duration: pct_start * steps },
        {
          curve: 'cosine',
          to: scaledLevel(flat, 1 / div_final),
          duration: (1 - pct_start) * steps,
        },
      )
    },
  }),
]
