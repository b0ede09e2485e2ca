import { oneCycle } from '../shape/one_cycle.ts'
import { flag, positive, runLength, runOf, share, word } from '../shape/parameters.ts'
import { preset } from '../preset.ts'

/** The one cycle of MMEngine. */
export const MMENGINE_ONE_CYCLE = [
  preset({
    name: 'mmengine/one_cycle',
    summary: 'Torch’s one cycle without its momentum, held after its end.',
    parameters: {
      eta_max: positive('Highest value.'),
      total_steps: runLength('Steps of the cycle.'),
      pct_start: share('Share of the steps in the increase.').default(0.3),
      anneal_strategy: word(['cos', 'linear'], 'The curve.').default('cos'),
      div_factor: positive('The divisor from the highest value to the first one.').default(25),
      final_div_factor: positive('The divisor from the first value to the last one.').default(1e4),
      three_phase: flag('Whether a phase back to the first value is added.').default(false),
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
]
