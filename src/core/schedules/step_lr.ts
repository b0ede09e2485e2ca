import { Finite } from '../number.ts'
import { pow } from '../numerics/pow.ts'
import { argument } from './argument.ts'
import { Duration } from './duration.ts'
import { heldUntil } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/**
 * Multiplies by `gamma` every `step_size` steps.
 * Source: torch.optim.lr_scheduler.StepLR, recursive form.
 */
export const StepLR = schedule({
  type: 'StepLR',
  summary: 'Multiplies the value by gamma every step_size steps.',
  arguments: {
    step_size: argument(Duration, 'Steps between two decays.'),
    gamma: argument(Finite, 'Factor of each decay.', { fallback: 0.1 }),
  },
  example: { type: 'StepLR', step_size: 10, gamma: 0.1 },
  rule: ({ step_size, gamma }) => ({
    recursive: true,
    ...heldUntil((epoch) => (Math.floor(epoch / step_size) + 1) * step_size),
    initial: (value) => value,
    next: (epoch, value) => (epoch > 0 && epoch % step_size === 0 ? value * gamma : value),
    closed: (epoch, { base }) => base * pow(gamma, Math.floor(epoch / step_size)),
  }),
  stateDict: ({ step_size, gamma }, { inherited }) => ({ step_size, gamma, ...inherited }),
})
