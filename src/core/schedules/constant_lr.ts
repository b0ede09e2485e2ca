import { z } from 'zod'
import { argument } from './argument.ts'
import { Duration } from './duration.ts'
import { heldUntil } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/** Torch refuses 0 as well: at the end of the scaling it divides by the factor. */
const zeroFactor: z.core.$ZodErrorMap = ({ input }) =>
  input === 0
    ? 'wanted more than 0; for a value of 0 at first: {"type": "PhasedLR", "phases": [{"curve": "hold", "to": 0, "duration": 5}, {"curve": "hold", "to": 1}]}'
    : undefined

/**
 * Scales by `factor` until `total_iters`, where it multiplies by the reciprocal of `factor` (torch
 * does not restore the old value, so the last bit may differ). A factor of 0 has no reciprocal and
 * a `total_iters` of 0 never ends the scaling: both are refused.
 * Source: torch.optim.lr_scheduler.ConstantLR, recursive form.
 */
export const ConstantLR = schedule({
  type: 'ConstantLR',
  summary: 'Scales the value by factor for the first total_iters steps.',
  arguments: {
    factor: argument(
      z.number().positive({ error: zeroFactor }).max(1),
      'Scale, above 0 and at most 1.',
      {
        fallback: 1 / 3,
      },
    ),
    total_iters: argument(Duration, 'The step at which the scaling ends.', { fallback: 5 }),
  },
  example: { type: 'ConstantLR', factor: 0.5, total_iters: 4 },
  rule: ({ factor, total_iters }) => ({
    recursive: true,
    ...heldUntil((epoch) => (epoch < total_iters ? total_iters : Infinity)),
    initial: (value) => value * factor,
    next: (epoch, value) => {
      if (epoch === 0) return value * factor
      return epoch === total_iters ? value * (1 / factor) : value
    },
    closed: (epoch, { base }) => base * (factor + (epoch >= total_iters ? 1 : 0) * (1 - factor)),
  }),
  stateDict: ({ factor, total_iters }, { inherited }) => ({ factor, total_iters, ...inherited }),
})
