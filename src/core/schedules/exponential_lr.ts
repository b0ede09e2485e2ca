import { Finite } from '../number.ts'
import { pow } from '../numerics/pow.ts'
import { argument } from './argument.ts'
import { schedule } from './schedule.ts'

/**
 * Multiplies by `gamma` every step.
 * Source: torch.optim.lr_scheduler.ExponentialLR, recursive form.
 */
export const ExponentialLR = schedule({
  type: 'ExponentialLR',
  summary: 'Multiplies the value by gamma every step.',
  arguments: { gamma: argument(Finite, 'Factor of each step.') },
  example: { type: 'ExponentialLR', gamma: 0.99 },
  rule: ({ gamma }) => ({
    recursive: true,
    initial: (value) => value,
    resume: (_epoch, value) => value,
    next: (_epoch, value) => value * gamma,
    monotoneTo: (epoch) => (gamma > 0 ? Infinity : epoch + 1),
    closed: (epoch, { base }) => base * pow(gamma, epoch),
  }),
  stateDict: ({ gamma }, { inherited }) => ({ gamma, ...inherited }),
})
