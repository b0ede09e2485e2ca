import { float, setByExpression } from '../shape/expressions.ts'
import { flag, number } from '../shape/parameters.ts'
import { preset, type PresetContext } from '../preset.ts'
import { CYCLE, cycleScale, cycleSteps } from './cycle.ts'

type Cycle = Parameters<typeof cycleScale>[0] & { readonly decay_step_size: number }

/** The number of decays after the cycle, as an expression; null without any. */
function decays(given: Cycle, rate: number): string | null {
  if (given.decay_step_size === 0 || rate === 0) return null
  const number = `((epoch - ${float(cycleSteps(given))}) / ${float(given.decay_step_size)})`
  return `(1 + ${float(rate)} * ${number})`
}

const MOMENTUM = {
  cycle_min_mom: number('Momentum of the first step, and in the middle.').default(0.8),
  cycle_max_mom: number('Momentum after the first step, and after the cycle.').default(0.9),
  decay_mom_rate: number(
    'The increase by one decay, relative to the momentum, which passes 1.',
  ).default(0),
}

interface Momentum extends Cycle {
  readonly cycle_min_mom: number
  readonly cycle_max_mom: number
  readonly decay_mom_rate: number
}

/** DeepSpeed constructs the cycle at the least momentum, and goes on from the highest. */
function momentumOf(given: Momentum): string {
  const { cycle_min_mom: least, cycle_max_mom: most, decay_mom_rate } = given
  const growth = decays(given, decay_mom_rate)
  const after = growth === null ? float(most) : `${float(most)} * ${growth}`
  const cycle = `${float(most)} - ${float(most - least)} * ${cycleScale(given)}`
  return `${float(least)} if epoch == 0 else ${cycle} if epoch <= ${float(cycleSteps(given))} else ${after}`
}

/** DeepSpeed cycles the betas of a group that has them, and no other momentum. */
const hasBetas = ({ param, group }: PresetContext): boolean =>
  param === 'lr' && Object.hasOwn(group.values, 'betas.0')

/** One block of DeepSpeed's configuration, and its momentum alone. */
export const DEEPSPEED_ONE_CYCLE = [
  preset({
    name: 'deepspeed/one_cycle',
    summary:
      'One cycle up and down, then a decay with the inverse of the time; betas inversely, where a group has them.',
    parameters: {
      cycle_min_lr: number('Rate at the start and after the cycle.'),
      cycle_max_lr: number('Rate in the middle.'),
      decay_lr_rate: number('The decrease by one decay, relative to the rate.').default(0),
      ...CYCLE,
      cycle_momentum: flag('Whether betas cycle too. The second one is then 0.99.').default(true),
      ...MOMENTUM,
    },
    lists: ['cycle_min_lr', 'cycle_max_lr', 'cycle_min_mom', 'cycle_max_mom'],
    example: { cycle_min_lr: 0.0001, cycle_max_lr: 0.001, cycle_first_step_size: 1000 },
    expand: (given, context) => {
      const { cycle_min_lr: least, cycle_max_lr: most } = given
      const [low, decay] = [float(least), decays(given, given.decay_lr_rate)]
      const cycle = `${low} + ${float(most - least)} * ${cycleScale(given)}`
      const after = decay === null ? low : `${low} / ${decay}`
      const inCycle = `epoch <= ${float(cycleSteps(given))}`
      const rate = setByExpression(`${low} if epoch == 0 else ${cycle} if ${inCycle} else ${after}`)
      if (!given.cycle_momentum || !hasBetas(context)) return rate
      return { ...rate, momentum: momentumOf(given), beta2: 0.99 }
    },
  }),
  preset({
    name: 'deepspeed/one_cycle_momentum',
    summary: 'The first beta of deepspeed/one_cycle alone: down and up after a first step below.',
    parameters: { ...MOMENTUM, ...CYCLE },
    lists: ['cycle_min_mom', 'cycle_max_mom'],
    example: { cycle_first_step_size: 1000 },
    expand: (given) => ({ ...setByExpression(momentumOf(given)), param: 'betas.0' }),
  }),
]
