import { float, scaleByExpression, setByExpression } from '../shape/expressions.ts'
import { number, runLength, runOf, steps } from '../shape/parameters.ts'
import { preset } from '../preset.ts'

/** The ramps of modded-nanogpt. */
export const MODDED_NANOGPT = [
  preset({
    name: 'modded_nanogpt/trapezoid',
    summary: 'Linear warmup that is never at 0, hold, linear decay to 0, which is held.',
    parameters: {
      num_iterations: runLength('Length of the run.'),
      warmup_iters: steps('Steps of warmup.').default(0),
      warmdown_iters: steps('Steps of decay.').default(1800),
    },
    example: { num_iterations: 5100, warmup_iters: 250 },
    expand: ({ num_iterations, warmup_iters: up, warmdown_iters: down }, settings) => {
      const run = runOf('num_iterations', num_iterations, settings)
      const decay = down === 0 ? '0.0' : `max(${run} - epoch, 0) / ${down}`
      const after = `1.0 if epoch < ${run - down} else ${decay}`
      return scaleByExpression(
        up === 0 ? after : `(epoch + 1) / ${up} if epoch < ${up} else ${after}`,
      )
    },
  }),
  preset({
    name: 'modded_nanogpt/muon_momentum',
    summary: 'The momentum of Muon: up over a warmup, hold, down at the end and after it.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      muon_warmup_steps: steps('Steps of the increase.').default(300),
      muon_cooldown_steps: steps('Steps of the decrease.').default(50),
      momentum_min: number('Momentum at both ends.').default(0.85),
      momentum_max: number('Momentum between the ramps.').default(0.95),
    },
    example: { total_steps: 1500 },
    expand: (given, settings) => {
      const { muon_warmup_steps: up, muon_cooldown_steps: down } = given
      const run = runOf('total_steps', given.total_steps, settings)
      const [low, high] = [float(given.momentum_min), float(given.momentum_max)]
      const change = float(given.momentum_max - given.momentum_min)
      const start = run - down
      const fall = `${high} - (epoch - ${start}) / ${down} * ${change} if epoch > ${start}`
      const after = down === 0 ? high : `${fall} else ${high}`
      const rise = `${low} + epoch / ${up} * ${change} if epoch < ${up}`
      const momentum = setByExpression(up === 0 ? after : `${rise} else ${after}`)
      return { ...momentum, param: 'momentum' }
    },
  }),
]
