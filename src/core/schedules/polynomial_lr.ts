import { z } from 'zod'
import { pow } from '../numerics/pow.ts'
import { argument } from './argument.ts'
import { Duration } from './duration.ts'
import { heldFrom } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/**
 * Decays to zero in `total_iters` steps, along (1 - epoch / total_iters) to the given power; later
 * steps do not change the value. A negative power has no value at the end and is refused.
 * Source: torch.optim.lr_scheduler.PolynomialLR, recursive form, in torch's order of operations.
 */
export const PolynomialLR = schedule({
  type: 'PolynomialLR',
  summary: 'Decays the value to zero in total_iters steps along a polynomial.',
  arguments: {
    total_iters: argument(Duration, 'Steps until zero is reached.', { fallback: 5 }),
    power: argument(z.number().min(0), 'Power of the polynomial, 0 or more.', { fallback: 1 }),
  },
  example: { type: 'PolynomialLR', total_iters: 1000, power: 0.9 },
  rule: ({ total_iters, power }) => ({
    recursive: true,
    ...heldFrom(total_iters),
    run: { steps: total_iters, then: 'holds' },
    initial: (value) => value,
    resume: (_epoch, value) => value,
    next: (epoch, value) => {
      if (epoch > total_iters) return value
      const left = (1 - epoch / total_iters) / (1 - (epoch - 1) / total_iters)
      return value * pow(left, power)
    },
    closed: (epoch, { base }) => base * pow(1 - Math.min(total_iters, epoch) / total_iters, power),
  }),
  stateDict: ({ total_iters, power }, { inherited }) => ({ total_iters, power, ...inherited }),
})
