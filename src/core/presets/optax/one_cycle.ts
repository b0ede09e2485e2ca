import { length, number, positive, share } from '../shape/parameters.ts'
import { inPieces } from '../shape/pieces.ts'
import { preset } from '../preset.ts'
import { interpolated } from './interpolate.ts'

const CYCLE = {
  transition_steps: length('Steps of the whole cycle.'),
  peak_value: number('Highest value.'),
  pct_start: share('Share of the steps in the increase.').default(0.3),
  div_factor: positive('The divisor from the highest value to the first one.').default(25),
  final_div_factor: positive('The divisor from the first value to the last one.').default(1e4),
}

/** The one cycles of optax. Of two phases that end at one step the later one counts. */
export const OPTAX_ONE_CYCLE = [
  preset({
    name: 'optax/linear_onecycle',
    summary: 'Up to a peak, down to the first value and then to almost 0, along lines.',
    parameters: {
      ...CYCLE,
      pct_final: share('Share of the steps before the last phase.').default(0.85),
    },
    example: { transition_steps: 1000, peak_value: 0.1 },
    expand: ({ transition_steps: steps, pct_start, pct_final, div_factor: div, ...given }) => {
      const scales = new Map([
        [Math.trunc(pct_start * steps), div],
        [Math.trunc(pct_final * steps), 1 / div],
        [steps, 1 / given.final_div_factor],
      ])
      return inPieces(interpolated('linear', given.peak_value / div, scales))
    },
  }),
  preset({
    name: 'optax/cosine_onecycle',
    summary: 'Up to a peak and down to almost 0, along cosines.',
    parameters: CYCLE,
    example: { transition_steps: 1000, peak_value: 0.1 },
    expand: ({ transition_steps: steps, pct_start, div_factor: div, ...given }) => {
      const scales = new Map([
        [Math.trunc(pct_start * steps), div],
        [steps, 1 / (div * given.final_div_factor)],
      ])
      return inPieces(interpolated('cosine', given.peak_value / div, scales))
    },
  }),
]
